/// A loop with one way in: its header dominates every block of it.
public struct NaturalLoop: Hashable, Sendable {
  /// The block through which the loop is entered.
  public let header: Int
  /// The blocks that jump back to the header, ascending.
  public let latches: [Int]
  /// The closest loop around this one; nil for an outermost loop.
  public internal(set) var parent: Int?
  /// How many loops enclose its blocks, itself included: 1 for an outermost loop.
  public internal(set) var depth = 1
}
