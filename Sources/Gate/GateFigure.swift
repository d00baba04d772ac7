public import Measuring

/// A figure, and what it comes to against its baseline and its budget.
public struct GateFigure: Codable, Hashable, Sendable {
  /// What it is of.
  public var subject: FigureSubject
  /// The figure; nil where it could not be measured so that it says anything.
  public var value: Int?
  /// What it depends on beside the code.
  public var key: FigureKey
  /// Whether a baseline keeps it: not of the running kernel, which is another on each machine.
  public var isKept: Bool
  /// What it comes to against an earlier figure.
  public var comparison: FigureComparison
  /// The budget that holds for it; nil where there is none.
  public var budget: BudgetedFigure?

  /// A figure that was judged.
  public init(
    subject: FigureSubject, value: Int?, key: FigureKey, isKept: Bool, comparison: FigureComparison,
    budget: BudgetedFigure? = nil
  ) {
    self.subject = subject
    self.value = value
    self.key = key
    self.isKept = isKept
    self.comparison = comparison
    self.budget = budget
  }

  /// The part of its budget that is used; nil without one and where it was not measured, and more than any number of a budget of
  /// nothing.
  public var spent: Double? {
    guard let value, let budget else { return nil }
    return budget.limit > 0 ? Double(value) / Double(budget.limit) : value > 0 ? .infinity : 0
  }

  /// How much more it is than the earlier one; nil where there is none.
  public var change: Int? {
    guard let value, let before = comparison.before else { return nil }
    let (change, isLost) = value.subtractingReportingOverflow(before)
    return isLost ? nil : change
  }
}
