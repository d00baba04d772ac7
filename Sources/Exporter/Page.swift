/// What a server answers: a status, a type, a text.
public struct Page: Hashable, Sendable {
  /// HTTP's number for how it went.
  public enum Status: Int, Sendable {
    /// Here it is.
    case found = 200
    /// There is no such page.
    case unknown = 404
    /// The page cannot be made at this moment.
    case unavailable = 503
  }
  /// How it went.
  public var status: Status
  /// The text's type, as HTTP calls it.
  public var mediaType: String
  /// The text.
  public var body: [UInt8]

  /// A page.
  public init(_ status: Status = .found, mediaType: String = "text/plain; charset=utf-8", body: String) {
    self.status = status
    self.mediaType = mediaType
    self.body = Array(body.utf8)
  }
}
