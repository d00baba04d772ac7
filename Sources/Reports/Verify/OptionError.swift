/// A value given to an option that cannot be read: what it was, what was expected.
public struct OptionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One sentence that names the bad text and the nearest right one.
  public var description: String

  /// An error with its message.
  public init(_ description: String) {
    self.description = description
  }
}
