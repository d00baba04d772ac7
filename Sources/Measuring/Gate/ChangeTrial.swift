/// The loads that it takes to decide on a change. Whoever measures adds the figures of all loads so far, and goes on with
/// further loads for as long as some are wanted.
public struct ChangeTrial: Hashable, Sendable {
  /// What decides.
  public let gate: ChangeGate
  /// No more loads than these are wanted in all.
  public let mostLoads: Int
  /// What it comes to.
  public private(set) var decision: ChangeDecision = .inconclusive(Undecided(.notMeasured, remedies: []))
  /// How many further loads are wanted: as many again as there are, where they may decide; nil when it is settled.
  public private(set) var wantedLoads: Int?
  private var loads = 0

  /// A trial without a load.
  public init(_ gate: ChangeGate, mostLoads: Int = 64) {
    self.gate = gate
    self.mostLoads = mostLoads
  }

  /// Takes the figures of all loads so far.
  public mutating func take(_ figures: CostFigures) {
    // Loads of which nothing could be read bring it no further.
    let isFurther = figures.loads > loads
    loads = figures.loads
    decision = gate.decide(figures)
    wantedLoads = nil
    guard case .inconclusive(let undecided) = decision, case .loads? = undecided.remedies.first else { return }
    if isFurther, 2 * loads <= mostLoads {
      wantedLoads = loads
    } else {
      decision = gate.settle(figures)
    }
  }
}
