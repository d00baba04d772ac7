/// A source line that instructions came from.
public struct CoveredLine: Codable, Hashable, Sendable {
  /// The line, from 1.
  public var line: Int
  /// What it says, without what stands around it.
  public var text: String
  /// What ran of it.
  public var state: CoverageState
  /// Whether the verifier never comes to a part of it: compilers move what belongs to a line to where it runs anyway.
  public var hasUnreached: Bool
  /// The cases that ran some of it, in the order of their files.
  public var cases: [String]
  /// The branches that were made of it, by program and instruction.
  public var branches: [CoveredBranch]

  /// A line.
  public init(
    line: Int, text: String, state: CoverageState, hasUnreached: Bool, cases: [String], branches: [CoveredBranch]
  ) {
    self.line = line
    self.text = text
    self.state = state
    self.hasUnreached = hasUnreached
    self.cases = cases
    self.branches = branches
  }
}
