/// Which run something is of.
public struct RunHead: Codable, Hashable, Sendable {
  /// When it was recorded, in seconds since 1970.
  public var time: Int
  /// The commit that was checked out; nil where there was none.
  public var commit: String?
  /// The commit's first parent.
  public var parent: String?
  /// The commit's subject.
  public var subject: String?
  /// The branch.
  public var branch: String?
  /// Whether tracked files differed from the commit.
  public var isDirty: Bool
  /// Where the run's log is.
  public var link: String?
  /// Assay's version.
  public var assay: String
  /// The machine.
  public var host: RecordedHost
  /// What was done.
  public var stages: [RecordedStage]

  /// A run of a machine.
  public init(time: Int, assay: String, host: RecordedHost, stages: [RecordedStage] = []) {
    self.time = time
    self.assay = assay
    self.host = host
    self.stages = stages
    isDirty = false
  }
}
