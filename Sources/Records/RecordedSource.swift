/// Where the instructions of a program's body went, by line of C.
public struct RecordedSource: Codable, Hashable, Sendable {
  /// A line that ran.
  public struct Line: Codable, Hashable, Sendable {
    /// The file as the compiler was given it.
    public var file: String
    /// The line, from 1; 0 where the compiler recorded none.
    public var line: Int
    /// Its text.
    public var text: String
    /// Instructions of one run, with those of what it calls.
    public var instructions: Int
    /// How often it ran.
    public var runs: Int
    /// What it calls, the dearest first.
    public var calls: [String]

    /// A line.
    public init(file: String, line: Int, text: String, instructions: Int, runs: Int, calls: [String] = []) {
      self.file = file
      self.line = line
      self.text = text
      self.instructions = instructions
      self.runs = runs
      self.calls = calls
    }
  }
  /// The program.
  public var program: TrackedProgram
  /// The kernel that the instructions were counted on.
  public var kernel: String
  /// The case that ran.
  public var testCase: String?
  /// The lines, the dearest first.
  public var lines: [Line]

  /// The lines of a run.
  public init(program: TrackedProgram, kernel: String, testCase: String? = nil, lines: [Line]) {
    self.program = program
    self.kernel = kernel
    self.testCase = testCase
    self.lines = lines
  }
}
