import Foundation

/// What is known of a run that is recorded.
public struct HistoryRequest: Sendable {
  /// The history's file.
  public var path: String
  /// A directory of the repository that was measured.
  public var directory = FileManager.default.currentDirectoryPath
  /// The commit that was measured; what is checked out when nil.
  public var commit: String?
  /// The branch; the one that is checked out when nil.
  public var branch: String?
  /// The branch where a commit is checked out without one, as CI does.
  public var detachedBranch: String?
  /// When the run was, in seconds since 1970; when a report says that it began, or now, when nil.
  public var time: Int?
  /// Where the run's log is.
  public var link: String?
  /// Whether raw readings are left out.
  public var dropsReadings = false

  /// A request to record in a history.
  public init(path: String) {
    self.path = path
  }
}
