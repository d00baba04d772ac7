/// How records with a type and a length stand one after the other.
struct RecordForm: Sendable {
  /// What fills a header up to the units that its length counts.
  enum Filler: Sendable {
    /// Zero bytes.
    case zeros
    /// One option of IPv6: Pad1 or PadN.
    case padN
  }

  /// The fields before each value: at least `type` and `length`, of which a bare record has the first byte only.
  let header: [PacketField]
  /// The bytes of these fields.
  let size: Int
  /// How many bytes one of `length` is.
  let lengthUnit: Int
  /// Whether `length` counts these fields too.
  let countsHeader: Bool
  /// Types of records that are one byte.
  let bare: Set<UInt128>
  /// Each record starts at a multiple of this.
  let alignment: Int
  /// The type behind which there are no more.
  let end: UInt128?
  /// What fills the header up.
  let filler: Filler
  /// Those with names.
  let kinds: [RecordKind]

  init(
    _ header: [PacketField], size: Int, lengthUnit: Int, countsHeader: Bool, bare: Set<UInt128>, alignment: Int,
    end: UInt128?, filler: Filler, _ kinds: [RecordKind]
  ) {
    self.header = header
    self.size = size
    self.lengthUnit = lengthUnit
    self.countsHeader = countsHeader
    self.bare = bare
    self.alignment = alignment
    self.end = end
    self.filler = filler
    self.kinds = kinds
  }

  /// Options of IPv4 and TCP: a byte for the type, a byte for the length of all of it, but for the types 0 and 1.
  static func bytewise(end: UInt128, _ kinds: [RecordKind]) -> RecordForm {
    RecordForm(
      [PacketField("type", 0, 8), PacketField("length", 8, 8)], size: 2, lengthUnit: 1, countsHeader: true,
      bare: [0, 1], alignment: 1, end: end, filler: .zeros, kinds)
  }

  /// A field before each value, by its name.
  func field(_ name: String) -> PacketField? { header.first { $0.name == name } }
}
