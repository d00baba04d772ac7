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

  /// What no case does in words, a way of a branch each. A branch that nobody comes to is not what is missing: the one
  /// before it is.
  var missing: [String] {
    branches.filter { $0.ways.contains { $0.cases > 0 } }.flatMap { branch in
      branch.ways.filter { $0.state == .missed }.map { way in
        if let needs = way.needs { return "no case takes this branch: it needs `\(needs)`" }
        let how = way.isTaken ? "jumps" : "goes on"
        return "no case \(how) at instruction \(branch.instruction) of \(branch.program): `\(branch.text)`"
      }
    }
  }
}
