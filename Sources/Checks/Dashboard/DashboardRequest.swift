public import History

/// What `assay dashboard` is asked to do.
public struct DashboardRequest: Sendable {
  /// The history's file.
  public var history: String
  /// What the pages are headed by; the working directory's name when nil.
  public var title: String?
  /// The runs that are taken.
  public var branch = BranchChoice.usual
  /// Where commits are shown: an address with `{commit}` for the hash.
  public var commitAddress: String?

  /// A request for the pages of a history.
  public init(history: String) {
    self.history = history
  }
}
