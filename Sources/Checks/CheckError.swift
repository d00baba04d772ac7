/// Why a check could not be started, with the exit status that it means.
public struct CheckError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The exit status.
  public var status: CheckStatus
  /// What is wrong, naming file and place.
  public var description: String

  /// Wrong usage, configuration or input.
  public static func usage(_ description: String) -> CheckError {
    CheckError(status: .usage, description: description)
  }

  /// Something that this machine lacks.
  public static func undecided(_ description: String) -> CheckError {
    CheckError(status: .undecided, description: description)
  }
}
