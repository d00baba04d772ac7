import BTF

/// A tracepoint's record as the kernel describes it: `/sys/kernel/tracing/events/CATEGORY/NAME/format`.
struct TraceFormat {
  /// A field.
  struct Field: Hashable {
    /// Its name.
    var name: String
    /// Its type as C declares it, without the name.
    var declaration: String
    /// Its first byte.
    var offset: Int
    /// Its bytes.
    var size: Int
    /// Whether it is a number with a sign.
    var isSigned: Bool
    /// How many elements; nil when it is no array.
    var count: Int?
  }

  /// No record has more bytes.
  private static let mostBytes = 1 << 16

  /// The fields, in their order.
  let fields: [Field]

  /// Reads the description; nil when it has no fields.
  init?(_ text: String) {
    fields = text.split(separator: "\n").compactMap(Self.field)
    if fields.isEmpty { return nil }
  }

  /// `field:unsigned long args[6];	offset:16;	size:48;	signed:0;`
  private static func field(_ line: Substring) -> Field? {
    let parts = line.split(separator: ";").map { $0.drop { $0 == "\t" || $0 == " " } }
    func value(_ key: String) -> Substring? {
      parts.first { $0.hasPrefix(key + ":") }?.dropFirst(key.utf8.count + 1)
    }
    guard var declaration = value("field"), let offset = value("offset").flatMap({ Int($0) }),
      let size = value("size").flatMap({ Int($0) }), (0...mostBytes).contains(offset),
      (0...mostBytes).contains(size), offset + size <= mostBytes
    else { return nil }
    var count: Int?
    if declaration.hasSuffix("]"), let open = declaration.lastIndex(of: "[") {
      // The kernel writes the size of an array as an expression at times.
      count = Int(declaration[declaration.index(after: open)...].dropLast()) ?? size
      declaration = declaration[..<open]
    }
    let words = declaration.split(separator: " ")
    guard let name = words.last else { return nil }
    return Field(
      name: String(name), declaration: words.dropLast().joined(separator: " "), offset: offset, size: size,
      isSigned: value("signed") == "1", count: count)
  }
}
