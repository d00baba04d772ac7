public import Jobs

/// What happens while a `VerifyJob` is done, in order.
public enum VerifyEvent: Sendable {
  /// A program is about to be loaded: if the process dies now, this one did it.
  case loading(ProgramIdentity)
  /// A program is done; its whole log, when the job keeps logs and the kernel wrote one.
  case program(ProgramOutcome, log: [UInt8]?)
  /// The object as a whole cannot be used.
  case failed(Verdict, Reason)
}
