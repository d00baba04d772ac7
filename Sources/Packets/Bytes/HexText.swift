/// Bytes as hex digits.
enum HexText {
  private static let digits = Array("0123456789abcdef".utf8)

  /// Two digits.
  static func byte(_ byte: UInt8) -> String { text([byte]) }

  /// Two digits a byte, nothing between them.
  static func text(_ bytes: some Collection<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(2 * bytes.count)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// `0x` and the digits of some bytes; of many those of the first only.
  static func prefixed(_ bytes: some Collection<UInt8>) -> String {
    "0x" + text(bytes.prefix(32)) + (bytes.count > 32 ? "..." : "")
  }

  /// `0x` and the digits of a number that is `width` bits wide.
  static func number(_ value: UInt128, width: Int) -> String {
    let digits = String(value, radix: 16)
    return "0x" + String(repeating: "0", count: max(0, (width + 3) / 4 - digits.count)) + digits
  }

  /// The number that hex digits stand for; nil when there is another character or none.
  static func number(_ text: some StringProtocol) -> UInt128? {
    guard !text.isEmpty, text.utf8.allSatisfy({ nibble($0) != nil }) else { return nil }
    return UInt128(text, radix: 16)
  }

  /// The bytes that hex digits stand for. Blanks, line ends, `:`, `-` and a leading `0x` are passed over; what is wrong is
  /// said in words.
  static func bytes(_ text: String) -> Result<[UInt8], Fault> {
    var bytes: [UInt8] = []
    var high: UInt8?
    var rest = text.unicodeScalars[...]
    if rest.starts(with: "0x".unicodeScalars) { rest = rest.dropFirst(2) }
    for scalar in rest {
      if scalar.properties.isWhitespace || scalar == ":" || scalar == "-" { continue }
      guard scalar.isASCII, let digit = nibble(UInt8(truncatingIfNeeded: scalar.value)) else {
        return .failure(Fault(words: "'\(scalar)' is no hex digit"))
      }
      if let first = high {
        bytes.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    return high == nil ? .success(bytes) : .failure(Fault(words: "the last byte has one hex digit, it takes two"))
  }

  /// Why text is no bytes.
  struct Fault: Error {
    var words: String
  }

  private static func nibble(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}
