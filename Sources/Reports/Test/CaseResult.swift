public import Jobs

/// What a case came to on one kernel.
public enum CaseResult: String, Codable, Sendable, CaseIterable {
  /// All that it expects holds.
  case passed
  /// Something does not, or its program was refused.
  case failed
  /// It was not to be run, or this kind of program cannot be.
  case skipped
  /// This machine or this process could not run it: a capability, the kernel's configuration, a time limit.
  case environment

  /// What a case comes to that could not be run to its end, by the verdict of its failure.
  public init(failing verdict: Verdict) {
    self =
      switch verdict {
      case .skipped: .skipped
      case .environment: .environment
      case .accepted, .rejected, .attach, .loader: .failed
      }
  }
}
