public import History
public import Records

/// Which trends are wanted of a history.
public struct TrendRequest: Sendable {
  /// The history's file.
  public var path: String
  /// Patterns for the programs' names; none for all.
  public var programs: [String] = []
  /// The kernels; none for all.
  public var kernels: [String] = []
  /// What figures are of; none for all.
  public var metrics: [FigureMetric] = []
  /// The runs that are taken.
  public var branch = BranchChoice.usual

  /// A request for all trends of a history.
  public init(path: String) {
    self.path = path
  }
}
