/// What kernels from 7.3 on print after the message of a refusal (kernel/bpf/diagnostics.c).
public struct KernelDiagnosis: Codable, Hashable, Sendable {
  /// `Memory Safety`, `Policy`, ...: one of seven.
  public var category: String
  /// What went wrong, in a few words: `Access outside bounds`.
  public var problem: String
  /// The kernel's reasoning, its wrapped lines joined.
  public var reason: String
  /// Where it went wrong.
  public var at: KernelDiagnosisStep?
  /// How it came to that, in the path's order.
  public var causalPath: [KernelDiagnosisStep]
  /// Steps left out of `causalPath`'s middle, by the kernel or to keep the digest small.
  public var stepsOmitted: Int
  /// What the kernel suggests.
  public var suggestion: String
  /// Lines under headings that are not known.
  public var other: [String]

  /// A diagnosis of which only the headline is known.
  public init(category: String, problem: String) {
    self.category = category
    self.problem = problem
    reason = ""
    causalPath = []
    stepsOmitted = 0
    suggestion = ""
    other = []
  }
}
