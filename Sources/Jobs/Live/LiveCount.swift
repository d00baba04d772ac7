/// What a further counter counted in the runs of a loaded program.
public struct LiveCount: Codable, Hashable, Sendable {
  /// Runs that it was counted over.
  public var runs: Int
  /// What it counted in all of them, with what counting itself takes.
  public var sum: Int

  /// A count.
  public init(runs: Int, sum: Int) {
    self.runs = runs
    self.sum = sum
  }

  /// What it counted in one run; nil for no run.
  public var perRun: Double? { runs > 0 ? Double(sum) / Double(runs) : nil }
}
