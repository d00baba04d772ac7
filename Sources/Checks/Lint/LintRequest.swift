public import Findings

/// What `assay lint` is asked to do.
public struct LintRequest: Sendable {
  /// Inputs, programs, how they are built and loaded: what the kernel is asked, too.
  public var verify = VerifyRequest()
  /// Versions of kernels that programs are meant for too, beside those that are asked.
  public var targets: [String] = []
  /// Whether kernels are asked, or only rules.
  public var asksKernel = true
  /// Findings of at least this severity make the run fail.
  public var threshold = Severity.warning
  /// A baseline file: what it lists is allowed.
  public var baseline: String?
  /// Where to write a baseline of all that is found now.
  public var newBaseline: String?

  /// A request with the defaults of `assay lint`.
  public init() {}
}
