/// Where a field stands in a packet.
struct FieldPlace {
  /// The field.
  let field: PacketField
  /// Its first bit, from the packet's first.
  let bit: Int
  /// Its bits.
  let width: Int

  /// The bytes that hold any of it.
  var bytes: Range<Int> { bit / 8..<(bit + width + 7) / 8 }

  /// Whether both have a bit in common.
  func overlaps(_ other: FieldPlace) -> Bool { bit < other.bit + other.width && other.bit < bit + width }
}
