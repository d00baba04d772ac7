import Placed

/// Bytes of a value that belong to no field and hold something all the same: what the program copied without setting it.
public struct PaddingLeak: Hashable, Sendable {
  /// The field before them.
  public var path: String
  /// Which bytes of the value.
  public var range: Range<Int>
  /// What they hold, in the bits that are no field's.
  public var bytes: [UInt8]
}

extension PaddingLeak: CustomStringConvertible {
  /// `padding after a (bytes 1 to 3) holds 12 34 56`.
  public var description: String {
    let place = range.count == 1 ? "byte \(range.lowerBound)" : "bytes \(range.lowerBound) to \(range.upperBound - 1)"
    return "padding\(path.isEmpty ? "" : " after \(path)") (\(place)) holds \(HexText.text(bytes, separator: " "))"
  }
}
