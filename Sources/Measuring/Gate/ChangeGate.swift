public import Jobs

/// Decides whether a program costs more than the one that it is compared with.
///
/// The interval of the change is held against what is allowed: all of it above is a regression, and nothing above is none.
/// Where what is allowed lies inside, further loads make the interval narrower. What is open when there are enough of them is
/// settled by the change itself, if noise is smaller than what is allowed.
///
/// Noise is what two empty programs differ by, or what loads make of the change itself where that is more: machine code that
/// does more has more to lie badly.
public struct ChangeGate: Hashable, Sendable {
  /// What is allowed.
  public var limits: ChangeLimits
  /// The clock that the figures are of.
  public var clock: BenchClock

  /// A gate.
  public init(_ limits: ChangeLimits = ChangeLimits(), clock: BenchClock) {
    self.limits = limits
    self.clock = clock
  }

  /// What figures come to: by the interval, so that more loads may still decide what it leaves open.
  public func decide(_ figures: CostFigures) -> ChangeDecision {
    decide(figures, reason: .wideInterval) { change, allowed, noise in
      if change.low > allowed, change.value > noise { return .regression }
      if change.high < 0, -change.value > max(allowed, noise) { return .noRegression(isImproved: true) }
      return change.high <= allowed && noise <= allowed ? .noRegression(isImproved: false) : nil
    }
  }

  /// What they come to when there will be no further loads: by the change itself, where it is told from noise.
  public func settle(_ figures: CostFigures) -> ChangeDecision {
    decide(figures, reason: .noisy) { change, allowed, noise in
      let noise = max(noise, change.high - change.value, change.value - change.low)
      if change.low > 0, change.value > max(allowed, noise) { return .regression }
      if change.high < 0, -change.value > max(allowed, noise) { return .noRegression(isImproved: true) }
      return noise <= allowed ? .noRegression(isImproved: false) : nil
    }
  }

  /// The change that is allowed, in the clock's units; nil without a base.
  public func allowed(_ figures: CostFigures) -> Double? {
    figures.baseline.map { max(limits.percent / 100 * $0.magnitude, clock.units(nanoseconds: limits.nanoseconds) ?? 0) }
  }

  private func decide(
    _ figures: CostFigures, reason: Undecided.Reason, by rule: (Estimate, Double, Double) -> ChangeDecision?
  ) -> ChangeDecision {
    guard let change = figures.change, let allowed = allowed(figures) else {
      return .inconclusive(Undecided(.noBase, remedies: []))
    }
    if let undecided = figures.undecided { return .inconclusive(undecided) }
    guard let noise = figures.detectable else {
      return .inconclusive(Undecided(.unknownNoise, remedies: [.exactMode]))
    }
    return rule(change, allowed, noise)
      ?? .inconclusive(Undecided(reason, remedies: remedies(figures, noise: noise, allowed: allowed)))
  }

  /// What makes the interval narrower and noise smaller: loads, down to what clock and method allow.
  private func remedies(_ figures: CostFigures, noise: Double, allowed: Double) -> [Undecided.Remedy] {
    let least = clock.units(nanoseconds: CostFigures.leastNanoseconds) ?? 0
    if noise > allowed, figures.isLimitedByClock { return [.longerBursts, .exactMode] }
    guard allowed > least else { return [.exactMode, .quieterMachine] }
    return [.loads(2 * figures.loads), .exactMode]
  }
}
