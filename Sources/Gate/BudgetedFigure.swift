public import Findings

/// A limit of `assay.yml` for a figure.
public struct BudgetedFigure: Codable, Hashable, Sendable {
  /// The limit, which may be reached.
  public var limit: Int
  /// Where it is written.
  public var place: SourceSpan
  /// Whether the figure keeps it; nil where it was not measured.
  public var holds: Bool?

  /// A limit that was looked at.
  public init(limit: Int, place: SourceSpan, holds: Bool?) {
    self.limit = limit
    self.place = place
    self.holds = holds
  }
}
