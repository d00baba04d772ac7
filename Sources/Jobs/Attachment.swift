/// What became of a loaded program when it was attached, for a moment, to what its section names.
public struct Attachment: Codable, Hashable, Sendable {
  /// How it went.
  public enum State: String, Codable, Sendable {
    /// It was attached, and detached again.
    case ok
    /// The kernel or libbpf refused.
    case refused
    /// It was not tried; the note says why.
    case notTried
  }

  /// How it went.
  public var state: State
  /// Why it was not tried, or where it was attached; nil when the section says all.
  public var note: String?
  /// How often it ran while the driver did; nil when there was no driver, or when the kernel does not count.
  public var hits: Int?

  /// What became of it.
  public init(_ state: State, note: String? = nil, hits: Int? = nil) {
    self.state = state
    self.note = note
    self.hits = hits
  }
}
