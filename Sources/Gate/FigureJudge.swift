public import Findings
import Measuring
public import Project

/// Holds figures against what is kept of earlier ones, and against budgets.
///
/// An earlier figure counts only where all that figures depend on is the same. Where it is not, the base commit's figure counts
/// that was measured beside this one; where there is none either, nothing is decided.
public struct FigureJudge: Sendable {
  /// What is kept.
  public var baseline: Baseline
  /// How much figures may grow.
  public var growth: GrowthSettings
  /// What programs may cost.
  public var budgets: BudgetSettings?
  /// The month that it is, for what is accepted for a time.
  public var month: CalendarMonth
  /// The kernel whose figures a baseline does not keep, as it is another one on each machine.
  private static let passing = "host"

  /// A judge.
  public init(baseline: Baseline, growth: GrowthSettings, budgets: BudgetSettings?, month: CalendarMonth) {
    self.baseline = baseline
    self.growth = growth
    self.budgets = budgets
    self.month = month
  }

  /// What a figure comes to.
  public func judge(_ figure: MeasuredFigure) -> GateFigure {
    var key = figure.key
    key.object = ""
    let isKept = figure.subject.kernel != Self.passing
    return GateFigure(
      subject: figure.subject, value: figure.value, key: key, isKept: isKept,
      comparison: comparison(figure, isKept: isKept), budget: budget(figure))
  }

  private func budget(_ figure: MeasuredFigure) -> BudgetedFigure? {
    let limits = (budgets?.limits(of: figure.subject.program) ?? []).filter { limit in
      GateMetric(limit.key) == figure.subject.metric
        || limit.unit == .instructions && figure.subject.metric == .instructions
    }
    guard let limit = limits.min(by: { $0.value < $1.value }), let most = Int(exactly: limit.value.rounded(.down))
    else {
      return nil
    }
    let charged = figure.charged
    let isDecided = !charged.isEmpty && Set(charged.map { $0 <= most }).count == 1
    return BudgetedFigure(limit: most, place: limit.span, holds: isDecided ? charged[0] <= most : nil)
  }

  private func comparison(_ figure: MeasuredFigure, isKept: Bool) -> FigureComparison {
    let kept = isKept ? baseline.figures[figure.subject] : nil
    let differences = kept.map { figure.key.differences(from: $0.key) } ?? []
    guard let growth = growth.percent(of: figure.subject.metric) else {
      if let kept, differences.isEmpty { return FigureComparison(before: kept.value, source: .baseline, .unjudged) }
      return FigureComparison(before: figure.base, source: figure.base.map { _ in .base }, .unjudged)
    }
    guard let value = figure.value else {
      // Of what never could be measured nothing is kept, and nothing is held against it.
      guard kept != nil || figure.base != nil else { return FigureComparison(.unjudged) }
      let undecided = figure.undecided ?? Undecided(.notMeasured, remedies: [])
      return FigureComparison(before: kept?.value, source: kept.map { _ in .baseline }, .undecided(undecided))
    }
    if let kept, differences.isEmpty {
      return compare(value, with: kept.value, .baseline, growth, figure.subject)
    }
    if let base = figure.base { return compare(value, with: base, .base, growth, figure.subject) }
    guard let kept else { return FigureComparison(.new) }
    return FigureComparison(before: kept.value, source: .baseline, .otherConditions(differences))
  }

  private func compare(
    _ value: Int, with before: Int, _ source: FigureComparison.Source, _ growth: Double, _ subject: FigureSubject
  ) -> FigureComparison {
    // Half an instruction is none.
    let more = (Double(before) * growth / 100).rounded(.down)
    let allowed = Int(exactly: Double(before) + more) ?? before
    let decision: FigureDecision
    if value > allowed {
      decision = above(value, baseline.acceptances[subject])
    } else {
      decision = value < before ? .improved : .pass
    }
    return FigureComparison(before: before, source: source, allowed: allowed, decision)
  }

  private func above(_ value: Int, _ acceptance: Acceptance?) -> FigureDecision {
    guard let acceptance, value <= acceptance.value else { return .regression }
    return acceptance.holds(in: month) ? .accepted(acceptance) : .expired(acceptance)
  }
}
