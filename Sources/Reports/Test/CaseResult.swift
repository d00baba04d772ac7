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
}
