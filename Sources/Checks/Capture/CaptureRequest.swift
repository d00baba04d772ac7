/// What `assay capture` is asked for.
public struct CaptureRequest: Sendable {
  /// The command and its arguments.
  public var command: [String]
  /// The bundle's directory, which must not be there; named for the command when nil.
  public var output: String?
  /// Whether Assay itself was started with SIGPIPE ignored, as the command then is.
  public var ignoresPipe: Bool

  /// A capture of a command.
  public init(command: [String], output: String? = nil, ignoresPipe: Bool) {
    self.command = command
    self.output = output
    self.ignoresPipe = ignoresPipe
  }
}
