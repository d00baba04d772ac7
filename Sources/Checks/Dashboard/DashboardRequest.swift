/// What `assay dashboard` is asked to do.
public struct DashboardRequest: Sendable {
  /// The history's file.
  public var history: String
  /// What the pages are headed by; the working directory's name when nil.
  public var title: String?
  /// The branch whose runs are taken; the one that most are of when nil.
  public var branch: String?
  /// Whether the runs of all branches are taken.
  public var takesAllBranches = false
  /// Where commits are shown: an address with `{commit}` for the hash.
  public var commitAddress: String?

  /// A request for the pages of a history.
  public init(history: String) {
    self.history = history
  }
}
