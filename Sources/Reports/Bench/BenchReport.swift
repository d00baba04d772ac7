public import Jobs

/// What `assay bench` found: what it prints in every format.
public struct BenchReport: Codable, Hashable, Sendable {
  /// The version of this shape, raised when a field changes meaning or goes.
  public static let currentFormat = 1

  /// The format's version.
  public var format: Int
  /// Assay's version.
  public var assay: String
  /// What was measured, by object, program and case, then by kernel.
  public var rows: [BenchRow]
  /// What the machines are like that figures were taken on, by the kernel's name.
  public var conditions: [String: Survey]
  /// Seconds that all of it took.
  public var seconds: Double?
  /// What happened to the run as a whole, one sentence each.
  public var notes: [String]

  /// A report.
  public init(
    assay: String, rows: [BenchRow], conditions: [String: Survey] = [:], seconds: Double? = nil, notes: [String] = []
  ) {
    format = Self.currentFormat
    self.assay = assay
    self.rows = rows.markingCostliestCases()
    self.conditions = conditions
    self.seconds = seconds
    self.notes = notes
  }
}
