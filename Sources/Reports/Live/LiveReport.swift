public import Jobs

/// What programs that are already loaded cost, by the kernel's statistics.
public struct LiveReport: Codable, Hashable, Sendable {
  /// The version of this shape, raised when a field changes meaning or goes.
  public static let currentFormat = 1

  /// The format's version.
  public var format: Int
  /// Assay's version.
  public var assay: String
  /// The windows, one after the other.
  public var windows: [LiveWindow]
  /// Why there is nothing, or no more.
  public var problem: Reason?

  /// A report.
  public init(assay: String, windows: [LiveWindow] = [], problem: Reason? = nil) {
    format = Self.currentFormat
    self.assay = assay
    self.windows = windows
    self.problem = problem
  }

  /// What could not be looked at, a line each.
  public var complaints: String {
    let reasons = (windows.last?.missing.map(\.reason) ?? []) + (problem.map { [$0] } ?? [])
    return reasons.map { "error: \(TerminalText.escape($0.sentence))\n" }.joined()
  }
}
