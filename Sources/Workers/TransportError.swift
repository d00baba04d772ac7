public import Jobs

/// Why a job has no whole answer. Replies that came before it still count.
public enum TransportError: Error, Hashable, Sendable {
  /// The worker could not be started; what the system said.
  case start(path: String, why: String)
  /// The worker is of another build.
  case build(worker: String, assay: String, path: String)
  /// What the worker sent is no reply.
  case frame(FrameError)
  /// The worker's replies are not in order, or answer another job; what is wrong.
  case order(String)
  /// The job is too large to be sent.
  case job(FrameError)
  /// The worker ended before it had finished.
  case ended(WorkerEnd)
  /// No machine came up that could do the job; why.
  case machine(Reason)
  /// The task that asked was cancelled; the worker was killed.
  case cancelled
}

/// How a worker ended that had not finished.
public struct WorkerEnd: Hashable, Sendable {
  /// What ended it.
  public enum Cause: Hashable, Sendable {
    /// It said nothing for longer than it may; Assay killed it.
    case timeLimit(Duration)
    /// A signal: a crash, or a kill from outside.
    case signal(Int32)
    /// It gave up with an exit status.
    case status(Int32)
    /// The virtual machine that it ran in went down; how, in words.
    case machine(String)
  }
  /// What ended it.
  public var cause: Cause
  /// The last lines it wrote to standard error; for a machine, the last lines of its console.
  public var lastWords: [String]

  /// An end.
  public init(cause: Cause, lastWords: [String]) {
    self.cause = cause
    self.lastWords = lastWords
  }
}

extension TransportError: CustomStringConvertible {
  /// One line: what went wrong, and what to do where that is known.
  public var description: String {
    switch self {
    case .start(let path, let why): "cannot start \(path): \(why)"
    case .build(let worker, let assay, let path):
      "\(path) is of build \(worker), assay is of build \(assay): install both from the same build"
    case .frame(let error): "the worker sent no reply: \(error)"
    case .order(let wrong): "the worker broke the order of replies: \(wrong)"
    case .job(let error): "the job cannot be sent: \(error)"
    case .ended(let end): end.summary
    case .machine(let reason): reason.summary
    case .cancelled: "interrupted"
    }
  }
}

extension WorkerEnd {
  /// One line without a full stop, such as `the worker was ended by signal 11 (SIGSEGV)`.
  public var summary: String {
    switch cause {
    case .timeLimit(let limit): "time limit: no answer for \(limit.components.seconds) s"
    case .signal(let number): "the worker was ended by \(Self.name(ofSignal: number))"
    case .status(let status): "the worker gave up with exit status \(status)"
    case .machine(let how): how
    }
  }

  private static func name(ofSignal number: Int32) -> String {
    let names: [Int32: String] = [
      4: "SIGILL", 5: "SIGTRAP", 6: "SIGABRT", 7: "SIGBUS", 8: "SIGFPE", 9: "SIGKILL", 11: "SIGSEGV", 13: "SIGPIPE",
      15: "SIGTERM", 24: "SIGXCPU", 31: "SIGSYS",
    ]
    return names[number].map { "signal \(number) (\($0))" } ?? "signal \(number)"
  }
}
