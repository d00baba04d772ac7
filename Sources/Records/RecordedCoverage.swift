/// How much of a program the cases of a run ran, on all kernels together.
public struct RecordedCoverage: Codable, Hashable, Sendable {
  /// How many of some things some case passed.
  public struct Count: Codable, Hashable, Sendable {
    /// Those that were passed.
    public var covered: Int
    /// All that can be passed: what the verifier never comes to is not among them.
    public var total: Int

    /// A count.
    public init(covered: Int, total: Int) {
      self.covered = covered
      self.total = total
    }

    /// The covered part, from 0 to 1; nil of nothing.
    public var share: Double? { total > 0 ? Double(covered) / Double(total) : nil }
  }
  /// What became of a line.
  public enum State: String, Codable, Sendable {
    /// All of it ran.
    case covered
    /// Some of it ran.
    case partial
    /// It could run, and did not.
    case missed
    /// It cannot run: the verifier never comes to it.
    case unreached
  }
  /// A line that instructions of the program came from.
  public struct Line: Codable, Hashable, Sendable {
    /// The file as the compiler was given it.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// Its text.
    public var text: String
    /// What became of it.
    public var state: State
    /// How many cases ran some of it.
    public var cases: Int
    /// What no case does there, and what that would take: a sentence each.
    public var missing: [String]

    /// A line.
    public init(file: String, line: Int, text: String, state: State, cases: Int, missing: [String] = []) {
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
  public var branches: Count
  /// Its source lines.
  public var lines: Count
  /// Its lines, by file and number.
  public var source: [Line]

  /// What ran of a program.
  public init(program: TrackedProgram, branches: Count, lines: Count, source: [Line]) {
    self.program = program
    self.branches = branches
    self.lines = lines
    self.source = source
  }
}
