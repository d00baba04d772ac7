/// Bytes as hex digits.
public enum HexText {
  private static let digits = Array("0123456789abcdef".utf8)

  /// Two digits.
  public static func byte(_ byte: UInt8) -> String { text(CollectionOfOne(byte)) }

  /// The digits of all bytes, two a byte, parted by `separator`.
  public static func text(_ bytes: some Collection<UInt8>, separator: String = "") -> String {
    var text: [UInt8] = []
    text.reserveCapacity((2 + separator.utf8.count) * bytes.count)
    for byte in bytes {
      if !text.isEmpty { text += separator.utf8 }
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes that hex digits stand for. White space, `:`, `-`, `_`, `,` and a leading `0x` are passed over; what
  /// is wrong is said in words.
  public static func bytes(_ text: String) -> Result<[UInt8], Fault> {
    var bytes: [UInt8] = []
    var high: UInt8?
    var rest = text.unicodeScalars[...]
    if rest.starts(with: "0x".unicodeScalars) || rest.starts(with: "0X".unicodeScalars) { rest = rest.dropFirst(2) }
    for scalar in rest {
      if scalar.properties.isWhitespace || separators.contains(scalar) { continue }
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

  private static let separators: Set<Unicode.Scalar> = [":", "-", "_", ","]

  /// Why text is no bytes.
  public struct Fault: Error {
    /// The reason, as the rest of a sentence.
    public var words: String
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
