public import Measuring

/// What a further counter counted of a program: cache misses, branches.
public struct BenchCount: Codable, Hashable, Sendable {
  /// The event, as it was asked for.
  public var name: String
  /// Its counts for each run.
  public var costs: CostFigures

  /// A count.
  public init(name: String, costs: CostFigures) {
    self.name = name
    self.costs = costs
  }
}
