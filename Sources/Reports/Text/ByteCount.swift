/// A number of bytes as people write it: `512M`, `2G`, `4096`.
public struct ByteCount: Sendable, Hashable {
  /// The bytes.
  public var bytes: UInt64

  /// A number of bytes.
  public init(_ bytes: UInt64) {
    self.bytes = bytes
  }

  /// Reads a number with an optional `K`, `M`, `G` or `T` (powers of 1024), upper or lower case; nil for anything else.
  public init?(parsing text: String) {
    let shifts: [Character: UInt64] = ["k": 10, "m": 20, "g": 30, "t": 40]
    var digits = Substring(text.lowercased())
    var shift: UInt64 = 0
    if let last = digits.last, let found = shifts[last] {
      shift = found
      digits.removeLast()
    }
    guard let number = UInt64(digits), number <= UInt64.max >> shift else { return nil }
    bytes = number << shift
  }
}
