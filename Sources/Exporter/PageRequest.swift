/// What somebody asks a server for.
public struct PageRequest: Hashable, Sendable {
  /// The path, without what follows a question mark.
  public var path: String
  /// The types that are wanted, as the request's `Accept` says; empty when it does not.
  public var accept: String

  /// A request.
  public init(path: String, accept: String = "") {
    self.path = path
    self.accept = accept
  }
}
