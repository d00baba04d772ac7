/// Bytes as hexadecimal digits.
enum HexText {
  /// Two digits.
  static func byte(_ byte: UInt8) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: [digits[Int(byte >> 4)], digits[Int(byte & 15)]], as: UTF8.self)
  }

  /// The digits of all bytes, parted by `separator`.
  static func text(_ bytes: some Sequence<UInt8>, separator: String = "") -> String {
    bytes.map(byte).joined(separator: separator)
  }

  /// The bytes of pairs of digits; space, `:`, `-`, `_` and `,` may stand between pairs, `0x` before the first. Nil for
  /// other text.
  static func bytes(_ text: String) -> [UInt8]? {
    var rest = text.utf8[...]
    if text.hasPrefix("0x") || text.hasPrefix("0X") { rest = rest.dropFirst(2) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(rest.count / 2)
    while let first = rest.popFirst() {
      if separators.contains(first) { continue }
      guard let high = value(first), let second = rest.popFirst(), let low = value(second) else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  private static let separators: Set<UInt8> = Set(" \t\r\n:-_,".utf8)

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
