public import Jobs

/// Why a job as a whole could not be done, as the worker says.
public struct JobFailure: Error, Hashable, Sendable {
  /// The verdict that what was asked for gets.
  public var verdict: Verdict
  /// Why.
  public var reason: Reason
}
