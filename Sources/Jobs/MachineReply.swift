/// What the first process of a virtual machine says over the machine's reply line, in order: `waiting` when it has no
/// orders yet, `ready` when it has them, then for each job any number of `piece`s and one `ended`, then `finished`.
public enum MachineReply: Codable, Hashable, Sendable {
  /// It has done what needs no orders, and looks for them until some are there.
  case waiting
  /// It runs; what it could not prepare, one line each.
  case ready(problems: [String])
  /// The next bytes that a job's worker wrote are the frame's attachment. They are replies in frames of their own.
  case piece(job: Int)
  /// A job's worker is done or gone; the frame's attachment, if there is one, are the last bytes of its replies.
  case ended(job: Int, WorkerExit)
  /// All jobs are done.
  case finished
}

/// How a worker inside a virtual machine ended.
public struct WorkerExit: Codable, Hashable, Sendable {
  /// Its exit status; nil when a signal ended it.
  public var status: Int32?
  /// The signal that ended it; nil when it ended by itself.
  public var signal: Int32?
  /// The last lines that it wrote to standard error.
  public var lastWords: [String]

  /// An end.
  public init(status: Int32? = nil, signal: Int32? = nil, lastWords: [String]) {
    self.status = status
    self.signal = signal
    self.lastWords = lastWords
  }
}
