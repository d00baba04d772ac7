public import Findings
public import Jobs

/// What became of a program on a kernel.
public struct RecordedVerdict: Codable, Hashable, Sendable {
  /// The program; without a name where the object could not be used.
  public var program: TrackedProgram
  /// The program's section.
  public var section: String
  /// The program's type in kernel words.
  public var type: String?
  /// The kernel; nil when none was asked.
  public var kernel: KernelIdentity?
  /// What it said.
  public var verdict: Verdict
  /// Why, where it is not accepted: one line.
  public var reason: String?
  /// What a refusal means, in terms of the source.
  public var finding: Finding?

  /// A verdict.
  public init(
    program: TrackedProgram, section: String, type: String? = nil, kernel: KernelIdentity?, verdict: Verdict,
    reason: String? = nil, finding: Finding? = nil
  ) {
    self.program = program
    self.section = section
    self.type = type
    self.kernel = kernel
    self.verdict = verdict
    self.reason = reason
    self.finding = finding
  }
}
