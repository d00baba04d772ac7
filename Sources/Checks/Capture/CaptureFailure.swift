/// Why nothing was captured, with the exit status that a shell would give.
public struct CaptureFailure: Error, Hashable, Sendable {
  /// The exit status: 127 for a command that is not there, 126 for one that cannot be run, else as `CheckStatus` has it.
  public var status: Int32
  /// What is wrong.
  public var description: String

  init(_ status: Int32, _ description: String) {
    self.status = status
    self.description = description
  }

  init(_ error: CheckError) { self.init(error.status.rawValue, error.description) }
}
