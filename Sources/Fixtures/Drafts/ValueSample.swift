import BTF

/// A value that shows what one of a type looks like: zeros, with the names of its first fields.
enum ValueSample {
  private static let largest = 64 << 10
  private static let mostFields = 8
  private static let mostElements = 4
  private static let mostBytes = 16

  /// The value; nil for a type that is too large to be written down.
  static func tree(_ type: ValueType) -> ValueTree? {
    guard let size = try? ValueSize.of(type.id, in: type.types), size <= largest else { return nil }
    return shortened(ValueReader.tree([UInt8](repeating: 0, count: size), type.id, type.types))
  }

  /// Bytes that are known, as far as a sample of them goes.
  static func tree(_ bytes: [UInt8], _ type: ValueType) -> ValueTree? {
    bytes.count <= largest ? shortened(ValueReader.tree(bytes, type.id, type.types)) : nil
  }

  /// What is left out is zero all the same, and elements can be given by their index.
  private static func shortened(_ tree: ValueTree) -> ValueTree {
    switch tree {
    case .scalar, .text: return tree
    case .hex(let bytes):
      return bytes.count <= mostBytes ? tree : .fields([.init(name: "0", value: .scalar("\(bytes[0])"))])
    case .list(let elements):
      guard elements.count > mostElements else { return .list(elements.map(shortened)) }
      return .fields([.init(name: "0", value: shortened(elements[0]))])
    case .fields(let fields):
      return .fields(fields.prefix(mostFields).map { .init(name: $0.name, value: shortened($0.value)) })
    }
  }
}
