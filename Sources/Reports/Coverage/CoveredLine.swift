import Foundation
public import Records

/// A source line that instructions came from.
public struct CoveredLine: Codable, Hashable, Sendable {
  /// What ran of it in one program.
  public struct Part: Codable, Hashable, Sendable {
    /// The program's name.
    public var program: String
    /// What ran of the program's instructions from the line.
    public var state: CoverageState
    /// How many cases ran some of them.
    public var cases: Int

    /// A program's part.
    public init(program: String, state: CoverageState, cases: Int) {
      self.program = program
      self.state = state
      self.cases = cases
    }
  }

  /// The line, from 1.
  public var line: Int
  /// What it says, as the object holds it.
  public var text: String
  /// What ran of it.
  public var state: CoverageState
  /// Whether the verifier never comes to a part of it: compilers move what belongs to a line to where it runs anyway.
  public var hasUnreached: Bool
  /// The cases that ran some of it, in the order of their files.
  public var cases: [String]
  /// The branches that were made of it, by program and instruction.
  public var branches: [CoveredBranch]
  /// The programs that have instructions from it, by name.
  public var programs: [Part]

  /// A line.
  public init(
    line: Int, text: String, state: CoverageState, hasUnreached: Bool, cases: [String], branches: [CoveredBranch],
    programs: [Part]
  ) {
    self.line = line
    self.text = text
    self.state = state
    self.hasUnreached = hasUnreached
    self.cases = cases
    self.branches = branches
    self.programs = programs
  }

  /// What it says, without what stands around it.
  var words: String { text.trimmingCharacters(in: .whitespaces) }

  /// What no case does in words, a way of a branch each. A branch that nobody comes to is not what is missing: the one
  /// before it is.
  var missing: [String] { Self.missing(branches) }

  /// What no case does in a program.
  public func missing(of program: String) -> [String] { Self.missing(branches.filter { $0.program == program }) }

  private static func missing(_ branches: [CoveredBranch]) -> [String] {
    branches.filter { $0.ways.contains { $0.cases > 0 } }.flatMap { branch in
      branch.ways.filter { $0.state == .missed }.map { way in
        if let needs = way.needs { return "no case takes this branch: it needs `\(needs)`" }
        let how = way.isTaken ? "jumps" : "goes on"
        return "no case \(how) at instruction \(branch.instruction) of \(branch.program): `\(branch.text)`"
      }
    }
  }
}
