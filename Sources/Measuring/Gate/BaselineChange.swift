/// What a figure comes to against the one of an earlier run.
public struct BaselineChange: Codable, Hashable, Sendable {
  /// How much more it is: instructions, or nanoseconds, or the clock's units where they are no fixed time.
  public var change: Estimate?
  /// What differs beside the code: where anything does, the code is not judged.
  public var differences: [FigureKey.Difference]
  /// Whether it is the very same object.
  public var isSameObject: Bool
  /// What it comes to.
  public var decision: ChangeDecision

  /// A figure that the earlier run has in no unit that this one has.
  public init(_ differences: [FigureKey.Difference], isSameObject: Bool) {
    self.differences = differences
    self.isSameObject = isSameObject
    decision = .inconclusive(Undecided(.otherConditions, remedies: [.pairing]))
  }

  init(
    change: Estimate, differences: [FigureKey.Difference], isSameObject: Bool, decision: ChangeDecision
  ) {
    self.change = change
    self.differences = differences
    self.isSameObject = isSameObject
    self.decision = decision
  }
}
