/// How much of a program the cases of a run ran, on all kernels together.
public struct RecordedCoverage: Codable, Hashable, Sendable {
  /// A line that instructions of the program came from.
  public struct Line: Codable, Hashable, Sendable {
    /// The file as the compiler was given it.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// Its text.
    public var text: String
    /// What became of it.
    public var state: CoverageState
    /// How many cases ran some of it.
    public var cases: Int
    /// What no case does there, and what that would take: a sentence each.
    public var missing: [String]

    /// A line.
    public init(file: String, line: Int, text: String, state: CoverageState, cases: Int, missing: [String] = []) {
      self.file = file
      self.line = line
      self.text = text
      self.state = state
      self.cases = cases
      self.missing = missing
    }
  }
  /// The program.
  public var program: TrackedProgram
  /// The ways of its branches: two a branch.
  public var branches: CoverageCount
  /// Its source lines.
  public var lines: CoverageCount
  /// Its lines, by file and number.
  public var source: [Line]

  /// What ran of a program.
  public init(program: TrackedProgram, branches: CoverageCount, lines: CoverageCount, source: [Line]) {
    self.program = program
    self.branches = branches
    self.lines = lines
    self.source = source
  }
}
