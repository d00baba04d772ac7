/// A box of a graph: a heading and lines of text.
public struct GraphNode: Hashable, Sendable {
  /// One line of a box.
  public enum Line: Hashable, Sendable {
    /// An instruction, set in a fixed-width face.
    case instruction(String)
    /// A line of source, set apart from the instructions that it became.
    case source(String)

    /// The line's text.
    public var text: String {
      switch self {
      case .instruction(let text), .source(let text): text
      }
    }
  }

  /// The box's name.
  public var heading: String
  /// What stands in it.
  public var lines: [Line]

  /// A box.
  public init(heading: String, lines: [Line]) {
    self.heading = heading
    self.lines = lines
  }
}
