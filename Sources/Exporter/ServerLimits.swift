/// What one server allows its clients.
public struct ServerLimits: Hashable, Sendable {
  /// Connections at once; those beyond are closed as they come.
  public var connections = 64
  /// Bytes of one request, head and body.
  public var requestBytes = 16 << 10
  /// How long one request may take to come.
  public var requestTime: Duration = .seconds(10)
  /// How long one answer may take to be fetched.
  public var answerTime: Duration = .seconds(30)
  /// How long a connection may wait for its next request.
  public var idleTime: Duration = .seconds(120)

  /// Limits that suit scrapers.
  public init() {}
}
