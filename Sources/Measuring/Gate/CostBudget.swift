public import Jobs

/// The most that a program may cost.
public struct CostBudget: Codable, Hashable, Sendable {
  /// What is limited, by the names of `assay.yml`.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// Cycles of the core, for each run.
    case cycles = "cycles_per_event"
    /// Nanoseconds, for each run.
    case nanoseconds = "ns_per_run"
    /// Instructions, for each run.
    case instructions
    /// Percent of what drives the program.
    case overhead = "overhead_percent"
    /// The costliest case: instructions where they are counted, else nanoseconds.
    case worstCase = "worst_case"
  }
  /// What is limited.
  public var kind: Kind
  /// The limit, which may be reached.
  public var limit: Double

  /// A budget.
  public init(_ kind: Kind, limit: Double) {
    self.kind = kind
    self.limit = limit
  }

  /// What figures of a clock come to. A budget for what the clock does not count is not decided by them.
  public func decide(_ figures: CostFigures, clock: BenchClock) -> BudgetDecision {
    guard !figures.isDisturbed else {
      return .inconclusive(Undecided(.disturbed, remedies: [.quieterMachine, .exactMode]))
    }
    return decide(worst: [figure(figures, clock: clock)], loads: figures.loads)
  }

  /// What exact figures come to.
  public func decide(_ figures: ExactFigures) -> BudgetDecision {
    if let undecided = figures.undecided { return .inconclusive(undecided) }
    return decide(worst: [figure(figures)], loads: 0)
  }

  /// What the figures of a program's cases come to: one that exceeds the budget is enough to fail, and all must keep it to
  /// pass. Nil is a case that was not measured. `loads` is how many loads are behind them: twice as many may decide; 0 where
  /// loads are not counted.
  public func decide(worst figures: [Estimate?], loads: Int) -> BudgetDecision {
    if figures.contains(where: { $0.map { $0.low > limit } ?? false }) { return .fail }
    guard !figures.isEmpty, !figures.contains(nil) else { return .inconclusive(unmeasured) }
    if figures.allSatisfy({ $0.map { $0.high <= limit } ?? false }) { return .pass }
    return .inconclusive(Undecided(.wideInterval, remedies: loads > 0 ? [.loads(2 * loads), .quieterMachine] : []))
  }

  /// What the budget is held against; nil where the clock does not count it.
  public func figure(_ figures: CostFigures, clock: BenchClock) -> Estimate? {
    switch kind {
    case .cycles: clock.countsCycles ? figures.charged : nil
    case .nanoseconds, .worstCase: clock.nanoseconds(figures.charged)
    case .instructions: nil
    case .overhead: figures.overhead
    }
  }

  /// What the budget is held against; nil where instructions do not tell it.
  public func figure(_ figures: ExactFigures) -> Estimate? {
    switch kind {
    case .instructions, .worstCase: Estimate(exactly: Double(figures.charged))
    case .cycles, .nanoseconds, .overhead: nil
    }
  }

  private var unmeasured: Undecided {
    let remedies: [Undecided.Remedy] =
      switch kind {
      case .cycles: [.cycleCounter]
      case .nanoseconds: []
      case .instructions, .worstCase: [.exactMode]
      case .overhead: [.attaching]
      }
    return Undecided(.notMeasured, remedies: remedies)
  }
}
