/// An arrow of a graph.
public struct GraphEdge: Hashable, Sendable {
  /// How the arrow is drawn.
  public enum Style: String, Hashable, Sendable, CaseIterable {
    /// To what follows: a plain line.
    case next
    /// A condition held: a heavy line.
    case taken
    /// Without condition: a dotted line.
    case jump
  }

  /// The box that it leaves.
  public var source: Int
  /// The box that it enters.
  public var target: Int
  /// How it is drawn.
  public var style: Style

  /// An arrow.
  public init(source: Int, target: Int, style: Style) {
    self.source = source
    self.target = target
    self.style = style
  }
}
