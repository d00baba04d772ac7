/// A level that a part of the readings keeps to, where they keep to more than one: the same machine code runs faster or
/// slower by where it came to lie.
public struct ReadingMode: Codable, Hashable, Sendable {
  /// The median of the readings at it.
  public var center: Double
  /// The part of all readings that is at it, above 0 and at most 1.
  public var share: Double

  /// A level.
  public init(center: Double, share: Double) {
    self.center = center
    self.share = share
  }
}
