/// The series that it takes to decide on a change. Whoever measures adds a series of figures, and another one of fresh loads
/// for as long as one is wanted.
public struct ChangeTrial: Hashable, Sendable {
  /// What decides on each series.
  public let gate: ChangeGate
  /// No series with more loads is wanted.
  public let mostLoads: Int
  /// The last series.
  public private(set) var figures: CostFigures?
  private var last: ChangeDecision = .inconclusive(Undecided(.notMeasured, remedies: []))
  private var isSuspected = false

  /// A trial without a series.
  public init(_ gate: ChangeGate, mostLoads: Int = 24) {
    self.gate = gate
    self.mostLoads = mostLoads
  }

  /// Adds a series. One after a suspicion must confirm it or clear it.
  public mutating func add(_ series: CostFigures) {
    last = isSuspected ? gate.confirm(series) : gate.screen(series)
    isSuspected = isSuspected || last == .suspected
    figures = series
  }

  /// How many loads the next series should have: twice those of the last one, where that would settle it. Nil when it is
  /// settled, and when it cannot be settled by so many.
  public var wantedLoads: Int? {
    guard let figures, 2 * figures.loads <= mostLoads else { return nil }
    switch last {
    case .suspected: return 2 * figures.loads
    case .inconclusive(let undecided):
      guard case .loads? = undecided.remedies.first else { return nil }
      return 2 * figures.loads
    case .regression, .noRegression: return nil
    }
  }

  /// What it comes to. A suspicion that no further series may confirm is no regression, and not none.
  public var decision: ChangeDecision {
    guard last == .suspected, wantedLoads == nil, let figures else { return last }
    return .inconclusive(Undecided(.wideInterval, remedies: [.loads(2 * figures.loads), .exactMode]))
  }
}
