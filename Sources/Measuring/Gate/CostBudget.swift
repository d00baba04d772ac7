public import Jobs

/// The most that a program may cost.
public struct CostBudget: Codable, Hashable, Sendable {
  /// What is limited.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// Cycles of the core, for each run.
    case cycles
    /// Nanoseconds, for each run.
    case nanoseconds
    /// Instructions, for each run.
    case instructions
    /// Percent of what drives the program.
    case overhead
  }
  /// What is limited.
  public var kind: Kind
  /// The limit, which may be reached.
  public var limit: Double
  /// Whether it is for the costliest of a program's cases: then all must have been measured.
  public var isForWorstCase: Bool

  /// A budget.
  public init(_ kind: Kind, limit: Double, isForWorstCase: Bool = false) {
    self.kind = kind
    self.limit = limit
    self.isForWorstCase = isForWorstCase
  }

  /// Whether a run that counts instructions can decide it, or one that takes time.
  public var isExact: Bool { kind == .instructions }

  /// What figures come to, one a case: one that exceeds the budget is enough to fail, and all must keep it to pass. Nil is a
  /// case that was not measured, or whose clock does not count what is limited. `loads` is how many loads are behind them:
  /// twice as many may decide; 0 where loads are not counted.
  public func decide(_ figures: [Estimate?], loads: Int) -> BudgetDecision {
    if figures.contains(where: { $0.map { $0.low > limit } ?? false }) { return .fail }
    guard !figures.isEmpty, !figures.contains(nil) else { return .inconclusive(unmeasured) }
    if figures.allSatisfy({ $0.map { $0.high <= limit } ?? false }) { return .pass }
    return .inconclusive(Undecided(.wideInterval, remedies: loads > 0 ? [.loads(2 * loads), .quieterMachine] : []))
  }

  /// What the budget is held against; nil where the clock does not count it.
  public func figure(_ figures: CostFigures, clock: BenchClock) -> Estimate? {
    switch kind {
    case .cycles: clock.countsCycles ? figures.charged : nil
    case .nanoseconds: clock.nanoseconds(figures.charged)
    case .instructions: nil
    case .overhead: figures.overhead
    }
  }

  /// What the budget is held against; nil where instructions do not tell it.
  public func figure(_ figures: ExactFigures) -> Estimate? {
    kind == .instructions ? Estimate(exactly: Double(figures.charged)) : nil
  }

  private var unmeasured: Undecided {
    let remedies: [Undecided.Remedy] =
      switch kind {
      case .cycles: [.cycleCounter]
      case .nanoseconds: []
      case .instructions: [.exactMode]
      case .overhead: [.attaching]
      }
    return Undecided(.notMeasured, remedies: remedies)
  }
}

extension CostFigures {
  /// Why nothing can be decided by the figures; nil when it can.
  public var undecided: Undecided? {
    isDisturbed ? Undecided(.disturbed, remedies: [.quieterMachine, .exactMode]) : nil
  }
}
