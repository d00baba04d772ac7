/// One record as it stands in a packet.
struct PacketRecord {
  /// What it is, when it has a name.
  let kind: RecordKind?
  /// Its type.
  let type: UInt128
  /// All of it, padding left out.
  let range: Range<Int>
  /// Its value.
  let value: Range<Int>
}
