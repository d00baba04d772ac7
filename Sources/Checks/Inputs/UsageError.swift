/// Something that the user asked for and that cannot be: wrong options, configuration, or an input that cannot be read.
/// Exit status 2.
public struct UsageError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, naming file and place.
  public var description: String

  /// An error with its message.
  public init(_ description: String) {
    self.description = description
  }
}
