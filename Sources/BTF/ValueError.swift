/// A path or a value, given as text, that does not fit the types.
public struct ValueError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was given, what was expected, and the range where there is one.
  public var message: String

  /// An error with its message.
  public init(_ message: String) { self.message = message }

  /// The message.
  public var description: String { message }
}

extension ValueError {
  /// Broken types met on the way.
  init(_ error: BTFError) { self.init(error.description) }
}
