/// What `assay explain` and `assay lint` found out: what they print in every format.
public struct ExplainReport: Codable, Hashable, Sendable {
  /// The version of this shape, raised when a field changes meaning or goes.
  public static let currentFormat = 1

  /// The format's version.
  public var format: Int
  /// Assay's version.
  public var assay: String
  /// The logs, in the order of the inputs.
  public var logs: [ExplainedLog]
  /// What happened to the run as a whole, one sentence each.
  public var notes: [String]

  /// A report.
  public init(assay: String, logs: [ExplainedLog], notes: [String] = []) {
    format = Self.currentFormat
    self.assay = assay
    self.logs = logs
    self.notes = notes
  }
}
