import Placed

/// Fields as people read them.
enum FieldText {
  /// A field as it stands in a packet; names in a DNS message may point back to its first byte, `message`.
  static func text(_ place: FieldPlace, _ bytes: [UInt8], message: Int = 0) -> String {
    let range = place.bytes
    switch place.field.kind {
    case .bytes: return brief(bytes[range])
    case .list(let kind, let width):
      let values = stride(from: place.bit, through: place.bit + place.width - width, by: width).map {
        text(kind, width, BitField.read(bytes, at: $0, width: width))
      }
      let rest = place.width % width / 8
      return (values + (rest > 0 ? [HexText.text(bytes[range].suffix(rest))] : [])).joined(separator: " ")
    case .records(let form): return RecordText(form: form, bytes: bytes, range: range).line
    case .questions, .resources:
      return DNSText(bytes: bytes, range: range, message: message).line(place.field.kind)
    default: return text(place.field.kind, place.width, BitField.read(bytes, at: place.bit, width: place.width))
    }
  }

  /// A number of a field of fixed width.
  static func text(_ field: PacketField, _ value: UInt128) -> String { text(field.kind, field.width, value) }

  static func text(_ kind: FieldKind, _ width: Int, _ value: UInt128) -> String {
    switch kind {
    case .mac, .ipv4, .ipv6:
      AddressText.text(BitField.bytes(value, count: width / 8)) ?? HexText.number(value, width: width)
    case .hex, .checksum: HexText.number(value, width: width)
    case .names(let names): names.name(value) ?? (width > 8 ? HexText.number(value, width: width) : String(value))
    case .flags(let names): flagNames(names, value)?.joined(separator: ",") ?? HexText.number(value, width: width)
    default: String(value)
    }
  }

  /// The names of the bits that are set; nil when one has no name. No bit is `none`.
  static func flagNames(_ names: [String], _ value: UInt128) -> [String]? {
    guard value != 0 else { return ["none"] }
    guard value >> UInt128(names.count) == 0 else { return nil }
    return names.indices.filter { value >> UInt128($0) & 1 == 1 }.map { names[$0] }
  }

  /// Entries of a list in a line: the first of many.
  static func line(_ entries: [String]) -> String {
    let most = 16
    let more = entries.count > most ? ["\(entries.count - most) more"] : []
    return (entries.prefix(most) + more).joined(separator: ", ")
  }

  /// How many bytes and what they are, no more than fits into a line. Many of one value are said once.
  static func brief(_ bytes: some Collection<UInt8>) -> String {
    let alike = 8
    let count = bytes.count == 1 ? "1 byte" : "\(bytes.count) bytes"
    if bytes.count > alike, let first = bytes.first, bytes.allSatisfy({ $0 == first }) {
      let isShown = (0x21...0x7e).contains(first)
      return "\(count) of \(isShown ? "'\(String(UnicodeScalar(first)))'" : HexText.byte(first))"
    }
    return bytes.isEmpty ? count : "\(count) \(shown(bytes))"
  }

  /// The first bytes, as text where all of them can be read, else in hex.
  static func shown(_ bytes: some Collection<UInt8>) -> String {
    let most = 32
    guard !bytes.isEmpty else { return "" }
    let dots = bytes.count > most ? "..." : ""
    if bytes.allSatisfy({ (0x20...0x7e).contains($0) }) {
      return "'\(String(decoding: bytes.prefix(most), as: UTF8.self))\(dots)'"
    }
    return "\(HexText.text(bytes.prefix(most)))\(dots)"
  }
}
