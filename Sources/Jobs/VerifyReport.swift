/// All that one `assay verify` found out: what it prints, saves, compares and replays.
public struct VerifyReport: Codable, Hashable, Sendable {
  /// The version of this shape, raised when a field changes meaning or goes.
  public static let currentFormat = 1

  /// The format's version.
  public var format: Int
  /// Assay's version.
  public var assay: String
  /// The rows, in the order of the inputs and of the programs in them.
  public var rows: [VerifyRow]
  /// What happened to the run as a whole, one sentence each: an interruption, a cache that could not be written.
  public var notes: [String]

  /// A report.
  public init(assay: String, rows: [VerifyRow], notes: [String] = []) {
    format = Self.currentFormat
    self.assay = assay
    self.rows = rows
    self.notes = notes
  }
}
