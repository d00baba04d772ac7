/// One place where what came out is not what was stored.
public struct SnapshotDifference: Hashable, Sendable {
  /// Where: `maps.hits[0].value`.
  public var path: String
  /// What was stored; nil when nothing was.
  public var expected: String?
  /// What came out; nil when nothing did.
  public var actual: String?
}
