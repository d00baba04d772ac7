/// What came of a case: an outcome for each of its steps, as far as it came.
public struct CaseOutcome: Codable, Hashable, Sendable {
  /// The case's number.
  public var number: Int
  /// The outcomes of its steps, in order; shorter than the steps when one failed.
  public var steps: [StepOutcome]
  /// What its programs printed (`bpf_trace_printk`), without the trace's own columns.
  public var trace: [String]
  /// Why what its programs printed cannot be read; nil when it can, or when none prints.
  public var traceProblem: String?
  /// What the user should know of how it ran, one sentence each: what this process may not do, what was lost.
  public var notes: [String]
  /// What ran of its programs, where the job asks for it; programs of which nothing ran and nothing is new are left out.
  public var coverage: [CoveredProgram]
  /// How its programs ran whose types no kernel test-runs: the host's type, and what was done to them; nil when none is
  /// of such a type.
  public var host: String?
  /// The outcomes of its steps with another poison in the bytes that nothing defines, where they are other ones each time;
  /// empty when they are the same.
  public var repoisoned: [StepOutcome]
  /// Why it could not be run, or not to its end: with `rejected` and `loader`, what the kernel or libbpf said to the
  /// program; with `environment` what this kernel or process lacks; with `skipped` what the type cannot do.
  public var failure: CaseFailure?

  /// An outcome without steps.
  public init(number: Int) {
    self.number = number
    steps = []
    trace = []
    notes = []
    coverage = []
    repoisoned = []
  }
}
