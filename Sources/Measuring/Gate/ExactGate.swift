/// Decides whether a program takes more instructions than the one that it is compared with. There is no noise to allow for.
public struct ExactGate: Hashable, Sendable {
  /// Instructions a run that are allowed on top.
  public var allowed: Int

  /// A gate.
  public init(allowed: Int = 0) {
    self.allowed = allowed
  }

  /// What the figures come to; it needs no second series.
  public func decide(_ figures: ExactFigures) -> ChangeDecision {
    guard let change = figures.change else { return .inconclusive(Undecided(.noBase, remedies: [])) }
    if let undecided = figures.undecided { return .inconclusive(undecided) }
    return change > allowed ? .regression : .noRegression(isImproved: change < 0)
  }
}

extension ExactFigures {
  /// Why nothing can be decided by the figures; nil when it can.
  public var undecided: Undecided? {
    if !disagreeing.isEmpty { return Undecided(.bootsDisagree, remedies: [.sameInput]) }
    return isSteady ? nil : Undecided(.unsteady, remedies: [.sameInput])
  }
}
