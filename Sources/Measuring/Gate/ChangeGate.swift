public import Jobs

/// Decides whether a program costs more than the one that it is compared with.
///
/// A first series only suspects: whatever may lie above what is allowed, and lies above half of it. A second one, with twice the
/// loads, must show it for itself: above what is allowed, above what noise can be, with an interval above nothing. Two series
/// that are wrong alike are rare, and what is really dearer is suspected by the first as a rule.
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

  /// What a first series comes to.
  public func screen(_ figures: CostFigures) -> ChangeDecision { decide(figures, isConfirming: false) }

  /// What a series comes to that was taken because an earlier one was suspected.
  public func confirm(_ figures: CostFigures) -> ChangeDecision { decide(figures, isConfirming: true) }

  /// The change that is allowed, in the clock's units; nil without a base.
  public func allowed(_ figures: CostFigures) -> Double? {
    figures.baseline.map { max(limits.percent / 100 * $0.magnitude, clock.units(nanoseconds: limits.nanoseconds) ?? 0) }
  }

  private func decide(_ figures: CostFigures, isConfirming: Bool) -> ChangeDecision {
    guard let change = figures.change, let allowed = allowed(figures) else {
      return .inconclusive(Undecided(.noBase, remedies: []))
    }
    if let undecided = figures.undecided { return .inconclusive(undecided) }
    guard let noise = figures.detectable else {
      return .inconclusive(Undecided(.unknownNoise, remedies: [.exactMode]))
    }
    let detectable = max(noise, change.high - change.value, change.value - change.low)
    if isConfirming {
      if change.low > 0, change.value > max(allowed, detectable) { return .regression }
    } else if change.value > allowed / 2, change.high > allowed {
      return .suspected
    }
    if change.high < 0, -change.value > max(allowed, detectable) { return .noRegression(isImproved: true) }
    guard detectable <= allowed else {
      return .inconclusive(
        Undecided(.noisy, remedies: remedies(figures, detectable: detectable, allowed: allowed)))
    }
    return .noRegression(isImproved: false)
  }

  /// What makes noise smaller. It falls with the root of the count of loads, down to what clock and method allow; fewer than
  /// five say too little of it to tell how many are needed.
  private func remedies(_ figures: CostFigures, detectable: Double, allowed: Double) -> [Undecided.Remedy] {
    if figures.isLimitedByClock { return [.longerBursts, .exactMode] }
    let least = clock.units(nanoseconds: CostFigures.leastNanoseconds) ?? 0
    guard allowed > least else { return [.exactMode, .quieterMachine] }
    let times = (detectable / allowed) * (detectable / allowed)
    if figures.loads < 5 { return [.loads(2 * figures.loads), .exactMode] }
    guard times <= 8 else { return [.exactMode, .quieterMachine] }
    return [.loads(max(2 * figures.loads, Int((times * Double(figures.loads)).rounded(.up)))), .exactMode]
  }
}
