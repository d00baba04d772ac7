/// A figure against an earlier one.
public struct FigureComparison: Codable, Hashable, Sendable {
  /// Where the earlier one is from.
  public enum Source: String, Codable, Sendable {
    /// The baseline file.
    case baseline
    /// The base commit, measured beside it on the same kernel.
    case base
  }

  /// The earlier figure; nil where there is none.
  public var before: Int?
  /// Where it is from; nil where there is none.
  public var source: Source?
  /// The most that is allowed; nil where nothing is held against it.
  public var allowed: Int?
  /// What it comes to.
  public var decision: FigureDecision

  /// A comparison.
  public init(before: Int? = nil, source: Source? = nil, allowed: Int? = nil, _ decision: FigureDecision) {
    self.before = before
    self.source = source
    self.allowed = allowed
    self.decision = decision
  }
}
