/// Why a history could not be used.
public struct HistoryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of trouble it is.
  public enum Kind: Hashable, Sendable {
    /// The file, or what was to be kept in it, cannot be used.
    case unusable
    /// Somebody else has had the file for too long, or the system refused.
    case unavailable
  }
  /// What kind of trouble it is.
  public var kind: Kind
  /// What is wrong, naming the file.
  public var description: String

  /// An error.
  public init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}
