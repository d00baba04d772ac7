public import Findings
public import VerifierLog

/// One verifier log, and what it comes to.
public struct ExplainedLog: Codable, Hashable, Sendable {
  /// What a log says became of the load.
  public enum Verdict: String, Codable, Sendable {
    /// The verifier took the program.
    case accepted
    /// It, or what stands around it, said no: there is a finding.
    case refused
    /// The log ends, or begins, where the verdict is not in it.
    case incomplete
  }

  /// Where the log was read: a path as named, or `-`.
  public var input: String
  /// Which log of that input it is, from 1.
  public var number: Int
  /// The program's name; nil where neither the log nor the object tells.
  public var program: String?
  /// What became of the load.
  public var verdict: Verdict
  /// What the refusal means; nil unless refused.
  public var finding: Finding?
  /// What else is known of the refusal, and of the program.
  public var context: FindingContext
  /// The verifier's figures; nil where the log has none.
  public var statistics: LogStatistics?
  /// What a kernel from 7.3 on says of the refusal itself.
  public var diagnosis: KernelDiagnosis?
  /// What a reader has to know of the log, one sentence each: that its head is missing, that lines were left out.
  public var notes: [String]

  /// A log of which nothing but its verdict is known.
  public init(input: String, number: Int = 1, program: String? = nil, verdict: Verdict, context: FindingContext) {
    self.input = input
    self.number = number
    self.program = program
    self.verdict = verdict
    self.context = context
    notes = []
  }
}
