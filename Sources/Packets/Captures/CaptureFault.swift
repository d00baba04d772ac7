/// Why bytes are no capture.
public struct CaptureFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, in words.
  public var words: String
  /// At which byte; nil where the words say it.
  public var offset: Int?

  /// The words and the place.
  public var description: String { offset.map { "\(words) at byte \($0)" } ?? words }
}
