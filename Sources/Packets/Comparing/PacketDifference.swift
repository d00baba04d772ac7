public import Findings

/// One thing in which a packet is not what was expected.
public struct PacketDifference: Hashable, Sendable, CustomStringConvertible {
  /// What differs: `ipv4.ttl`, `layers`, `size`, `payload`.
  public var path: String
  /// What was expected, in words.
  public var expected: String
  /// What is, in words.
  public var actual: String
  /// What was expected, as hex digits; nil where it is no bytes.
  public var expectedHex: String?
  /// What is, as hex digits; nil where it is no bytes.
  public var actualHex: String?
  /// The bytes of the actual packet that it is about; nil when it is about none.
  public var range: Range<Int>?
  /// Where what was expected is written; nil when it is not said of this field alone.
  public var span: SourceSpan?

  /// What was expected, in words and in hex: `63 (0x3f)`.
  public var expectedText: String { Self.said(expected, expectedHex) }
  /// What is, in words and in hex.
  public var actualText: String { Self.said(actual, actualHex) }

  /// `ipv4.ttl: expected 63 (0x3f), is 64 (0x40)`.
  public var description: String {
    "\(path): expected \(expectedText), is \(actualText)"
  }

  /// All in which a packet is otherwise than another, field by field; none when they are the same.
  public static func all(
    in actual: [UInt8], from expected: [UInt8], start: PacketStart = .ethernet
  ) -> [PacketDifference] {
    PacketChanges(expected: expected, actual: actual, start: start).all
  }

  /// What tells a field of one layer from that of another of the same name.
  struct Key: Hashable {
    var path: String
    var range: Range<Int>?
  }

  var key: Key { Key(path: path, range: range) }

  private static func said(_ words: String, _ hex: String?) -> String {
    guard !words.isEmpty else { return "none" }
    guard let hex, words != hex, !words.contains(hex.dropFirst(2)) else { return words }
    return "\(words) (\(hex))"
  }
}
