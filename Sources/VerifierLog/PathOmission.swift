/// Lines left out of a path to keep it small.
public struct PathOmission: Codable, Hashable, Sendable {
  /// The index in the path before which the lines stood.
  public var position: Int
  /// How many lines.
  public var lines: Int
  /// How many times a loop was walked in them, when that is why they were left out; nil when the path was too long.
  public var iterations: Int?

  /// An omission.
  public init(position: Int, lines: Int, iterations: Int? = nil) {
    self.position = position
    self.lines = lines
    self.iterations = iterations
  }
}
