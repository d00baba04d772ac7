/// What `assay lint` found: what it prints in every format.
public struct LintReport: Codable, Hashable, Sendable {
  /// The version of this shape, raised when a field changes meaning or goes.
  public static let currentFormat = 1

  /// The format's version.
  public var format: Int
  /// Assay's version.
  public var assay: String
  /// The findings, by input, then by place.
  public var findings: [LintedFinding]
  /// Findings that a comment, `assay.yml` or the baseline allows.
  public var suppressed: Int
  /// Inputs that were looked at.
  public var inputs: Int
  /// Programs in them.
  public var programs: Int
  /// What happened to the run as a whole, one sentence each.
  public var notes: [String]

  /// A report.
  public init(
    assay: String, findings: [LintedFinding], suppressed: Int = 0, inputs: Int, programs: Int, notes: [String] = []
  ) {
    format = Self.currentFormat
    self.assay = assay
    self.findings = findings
    self.suppressed = suppressed
    self.inputs = inputs
    self.programs = programs
    self.notes = notes
  }
}
