/// What the cases of a program came to on a kernel.
public struct RecordedTests: Codable, Hashable, Sendable {
  /// A case that did not pass.
  public struct Failure: Codable, Hashable, Sendable {
    /// The case.
    public var name: String
    /// What is otherwise than expected, or why it could not be run: one line.
    public var reason: String

    /// A case that did not pass.
    public init(name: String, reason: String) {
      self.name = name
      self.reason = reason
    }
  }
  /// The program that the cases run; without a name where they run none.
  public var program: TrackedProgram
  /// The kernel; nil when none ran them.
  public var kernel: String?
  /// Cases that passed.
  public var passed: Int
  /// Cases that were not to be run.
  public var skipped: Int
  /// Cases that this machine could not run.
  public var undecided: Int
  /// Cases that failed.
  public var failures: [Failure]

  /// No cases yet.
  public init(program: TrackedProgram, kernel: String?) {
    self.program = program
    self.kernel = kernel
    passed = 0
    skipped = 0
    undecided = 0
    failures = []
  }
}
