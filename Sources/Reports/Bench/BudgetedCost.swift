public import Findings
public import Measuring

/// A budget of `assay.yml`, and what a program's cost comes to against it.
public struct BudgetedCost: Codable, Hashable, Sendable {
  /// The budget.
  public var budget: CostBudget
  /// Where it is written.
  public var place: SourceSpan
  /// What is held against it, in its unit; nil where that was not measured.
  public var figure: Estimate?
  /// What it comes to.
  public var decision: BudgetDecision

  /// A budget that was looked at.
  public init(budget: CostBudget, place: SourceSpan, figure: Estimate?, decision: BudgetDecision) {
    self.budget = budget
    self.place = place
    self.figure = figure
    self.decision = decision
  }

  /// The part of the budget that is used; nil where that was not measured, and more than any number of a budget of nothing.
  public var share: Double? {
    figure.map { budget.limit > 0 ? $0.value / budget.limit : $0.value > 0 ? .infinity : 0 }
  }
}
