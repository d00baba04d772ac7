public import Jobs

/// All that was said to one `VerifyJob`.
public struct VerifyAnswer: Sendable {
  /// One program and, when the job keeps logs, the verifier's whole log of it.
  public struct Program: Sendable {
    /// What became of it.
    public var outcome: ProgramOutcome
    /// The raw log.
    public var log: [UInt8]?
  }
  /// Who answered: the last worker, when one had died.
  public var hello: Hello
  /// The programs, in the order they were answered.
  public var programs: [Program]
  /// Why the object as a whole, or the rest of it, has no answer.
  public var failure: JobFailure?
}
