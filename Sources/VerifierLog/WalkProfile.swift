/// How often the verifier walked each instruction of a program, and which ways it went, as a level-2 log tells.
///
/// A log does not say where states were made, only how many in all: what is told here are walks, and the paths that were
/// taken up again or given up because a state at least as general was known.
public struct WalkProfile: Codable, Hashable, Sendable {
  /// Instructions that follow one another and were walked equally often.
  public struct Run: Codable, Hashable, Sendable {
    /// The first one's slot.
    public var first: Int
    /// The last one's slot.
    public var last: Int
    /// How often each was walked.
    public var walks: Int
  }

  /// A jump's way.
  public struct Edge: Codable, Hashable, Sendable {
    /// The jump's slot.
    public var from: Int
    /// Where it went on.
    public var to: Int
    /// How often the path went on that way.
    public var walks: Int
    /// How often it was set aside first, and taken up when another path had ended.
    public var resumed: Int
    /// How often the path was given up behind it, before another jump: a state at least as general was known there.
    public var pruned: Int
  }

  /// The instructions, ascending.
  public var runs: [Run]
  /// The ways of jumps, most walked first.
  public var edges: [Edge]
  /// Walks of instructions that have no room in `runs`.
  public var walksOmitted: Int
  /// Ways that have no room in `edges`.
  public var edgesOmitted: Int

  /// Instructions walked, those included at which a path was given up: what the kernel calls processed.
  public var walks: Int { runs.reduce(walksOmitted) { $0 + $1.walks * ($1.last - $1.first + 1) } }
}
