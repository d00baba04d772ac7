import Measuring

/// What a gate comes to, as a label.
enum MetricState: String, CaseIterable {
  case pass
  case fail
  case inconclusive

  init(_ decision: BudgetDecision) {
    self =
      switch decision {
      case .pass: .pass
      case .fail: .fail
      case .inconclusive: .inconclusive
      }
  }

  init(_ decision: ChangeDecision) {
    self =
      switch decision {
      case .noRegression: .pass
      case .regression: .fail
      case .inconclusive: .inconclusive
      }
  }
}
