public import Records

/// Trends of programs over recorded runs: what `assay history PROGRAM` prints in every format.
public struct TrendReport: Codable, Hashable, Sendable {
  /// The version of this shape, raised when a field changes meaning or goes.
  public static let currentFormat = 1

  /// The format's version.
  public var format: Int
  /// Assay's version.
  public var assay: String
  /// The branch whose runs they are; nil for all runs.
  public var branch: String?
  /// How many runs of other branches are left out.
  public var leftOut: Int
  /// The runs, the oldest first; points of trends have places in it.
  public var runs: [RunHead]
  /// The trends, by program.
  public var trends: [RecordedTrend]

  /// A report.
  public init(assay: String, branch: String?, leftOut: Int, runs: [RunHead], trends: [RecordedTrend]) {
    format = Self.currentFormat
    self.assay = assay
    self.branch = branch
    self.leftOut = leftOut
    self.runs = runs
    self.trends = trends
  }
}
