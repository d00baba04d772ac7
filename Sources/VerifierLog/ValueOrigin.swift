/// A value's way back along a path, through copies, spills, fills, arguments and results.
public struct ValueOrigin: Hashable, Sendable {
  /// The hops, newest first.
  public var links: [ValueLink]
  /// Where the value was made: what no hop only hands on.
  public var definition: ValueDefinition
  /// The register that `definition` is about; nil for a stack slot.
  public var register: Int?
  /// The way has more hops than are followed.
  public var isCut: Bool
}
