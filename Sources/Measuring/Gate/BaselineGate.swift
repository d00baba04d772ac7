public import Jobs

/// Decides whether a program costs more than in an earlier run, by the figures of both.
///
/// Exact figures are compared as they are. Times of two runs were not taken side by side: a change counts only where all of
/// its interval lies above what is allowed, and of the very same object none does.
public struct BaselineGate: Hashable, Sendable {
  /// What is allowed where time was taken.
  public var limits: ChangeLimits

  /// A gate.
  public init(_ limits: ChangeLimits = ChangeLimits()) {
    self.limits = limits
  }

  /// What exact figures come to against earlier ones.
  public func compare(
    _ figures: ExactFigures, _ key: FigureKey, with earlier: ExactFigures, _ earlierKey: FigureKey
  ) -> BaselineChange {
    let cost = figures.body.flatMap { now in earlier.body.map { now - $0 } } ?? figures.total - earlier.total
    let decision: ChangeDecision =
      if let undecided = figures.undecided ?? earlier.undecided {
        .inconclusive(undecided)
      } else {
        cost > 0 ? .regression : .noRegression(isImproved: cost < 0)
      }
    return change(Estimate(exactly: Double(cost)), decision, key, earlierKey)
  }

  /// What times come to against earlier ones; each with its clock.
  public func compare(
    _ figures: CostFigures, _ clock: BenchClock, _ key: FigureKey, with earlier: CostFigures,
    _ earlierClock: BenchClock, _ earlierKey: FigureKey
  ) -> BaselineChange {
    let hasBodies = figures.body != nil && earlier.body != nil
    func cost(_ figures: CostFigures, _ clock: BenchClock) -> Estimate {
      let cost = (hasBodies ? figures.body : nil) ?? figures.total
      return clock.nanoseconds(cost) ?? cost
    }
    let (now, then) = (cost(figures, clock), cost(earlier, earlierClock))
    // Two runs stray each for itself.
    let value = now.value - then.value
    let below = Self.together(now.value - now.low, then.high - then.value)
    let above = Self.together(now.high - now.value, then.value - then.low)
    let difference = Estimate(
      value: value, low: value - below, high: value + above, least: now.least - then.most, most: now.most - then.least)
    let whole = earlierClock.nanoseconds(earlier.total) ?? earlier.total
    let least = clock.nanoseconds(1) == nil ? 0 : limits.nanoseconds
    let allowed = max(limits.percent / 100 * whole.value.magnitude, least)
    let decision: ChangeDecision =
      if let undecided = figures.undecided ?? earlier.undecided {
        .inconclusive(undecided)
      } else if key.object == earlierKey.object {
        // Whatever changed, it is not the code.
        .noRegression(isImproved: false)
      } else if difference.low > allowed {
        .regression
      } else if difference.high <= allowed {
        .noRegression(isImproved: difference.high < 0 && -difference.value > allowed)
      } else {
        .inconclusive(Undecided(.wideInterval, remedies: [.pairing, .exactMode]))
      }
    return change(difference, decision, key, earlierKey)
  }

  /// How far a sum strays whose parts do.
  private static func together(_ one: Double, _ other: Double) -> Double { (one * one + other * other).squareRoot() }

  private func change(
    _ change: Estimate, _ decision: ChangeDecision, _ key: FigureKey, _ earlier: FigureKey
  ) -> BaselineChange {
    let differences = key.differences(from: earlier)
    return BaselineChange(
      change: change, differences: differences, isSameObject: key.object == earlier.object,
      decision: differences.isEmpty ? decision : .inconclusive(Undecided(.otherConditions, remedies: [.pairing])))
  }
}
