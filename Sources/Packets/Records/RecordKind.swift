/// One kind of record: an option, a chunk.
struct RecordKind: Sendable {
  /// Its name in files and messages.
  let name: String
  /// The number that says that it is one.
  let type: UInt128
  /// The fields of its value, offsets from the value's first bit; the last may be of no fixed length.
  let fields: [PacketField]

  init(_ name: String, _ type: UInt128, _ fields: [PacketField] = []) {
    self.name = name
    self.type = type
    self.fields = fields
  }

  /// The bytes that its fields of fixed width take.
  var size: Int { fields.map { ($0.offset + $0.width + 7) / 8 }.max() ?? 0 }
}
