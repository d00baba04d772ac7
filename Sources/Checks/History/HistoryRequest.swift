/// What `assay history record` is asked to do.
public struct HistoryRequest: Sendable {
  /// The history's file.
  public var path: String
  /// Reports in JSON; `-` is standard input.
  public var reports: [String]
  /// The commit that was measured; what is checked out when nil.
  public var commit: String?
  /// The branch; the one that is checked out when nil.
  public var branch: String?
  /// When the run was, in seconds since 1970; now when nil.
  public var time: Int?
  /// Where the run's log is.
  public var link: String?
  /// Whether raw readings are left out.
  public var dropsReadings = false

  /// A request to record reports.
  public init(path: String, reports: [String]) {
    self.path = path
    self.reports = reports
  }
}
