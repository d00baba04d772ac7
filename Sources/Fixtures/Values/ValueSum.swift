import BTF

/// The sum of several values of a type, number by number: what per-CPU maps count, whichever processor counted it.
struct ValueSum {
  private let types: TypeTable
  private let values: [[UInt8]]
  private var bytes: [UInt8]
  /// Parts that may be added: hostile types hold each other many times over.
  private var remaining = 1 << 16

  /// The sum's bytes, each number as wide as its type; nil where a part of the type is no number.
  static func of(_ values: [[UInt8]], type: TypeID, types: TypeTable) -> [UInt8]? {
    guard let first = values.first, values.allSatisfy({ $0.count == first.count }) else { return nil }
    var sum = ValueSum(types: types, values: values, bytes: [UInt8](repeating: 0, count: first.count))
    return sum.add(ValuePlace(type: type), depth: 0) ? sum.bytes : nil
  }

  private init(types: TypeTable, values: [[UInt8]], bytes: [UInt8]) {
    self.types = types
    self.values = values
    self.bytes = bytes
  }

  /// Adds a part; false where it has no sum.
  private mutating func add(_ place: ValuePlace, depth: Int) -> Bool {
    remaining -= 1
    guard remaining > 0, depth < ValueShape.deepest, let shape = try? ValueShape(place, in: types) else { return false }
    switch shape {
    case .scalar(let scalar):
      guard case .integer = scalar.meaning, !scalar.isNetworkOrder else { return false }
      let numbers = values.compactMap { scalar.bits(in: $0) }
      guard numbers.count == values.count else { return false }
      return ValueBits.put(numbers.reduce(0, &+), in: &bytes, at: scalar.bitOffset, width: scalar.width)
    case .array(let array):
      guard !array.isBytes else { return false }
      for index in 0..<array.count where !add(array.place(of: index), depth: depth + 1) { return false }
      return true
    case .record(let record):
      guard record.type.kind == .struct else { return false }
      for member in record.type.members where !add(record.place(of: member), depth: depth + 1) { return false }
      return true
    }
  }
}
