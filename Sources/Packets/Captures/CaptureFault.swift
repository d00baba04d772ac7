/// Why bytes are no capture.
public struct CaptureFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, in words.
  public var words: String
  /// At which byte.
  public var offset: Int

  /// The words and the place.
  public var description: String { "\(words) at byte \(offset)" }
}
