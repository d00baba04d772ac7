import Jobs
import Measuring

extension BenchReport {
  /// The report's figures as metrics, a series for each program, case and kernel.
  public var metrics: MetricSet {
    var set = MetricSet()
    for figure in figures { figure.add(to: &set) }
    for row in rows { row.add(to: &set) }
    return set
  }
}

extension BenchFigure {
  fileprivate func add(to set: inout MetricSet) {
    let labels = BenchRow.labels(object, program, testCase, kernel) + [MetricLabel("part", part.rawValue)]
    let (unit, divisor): (Metric.Unit, Double) =
      switch self.unit {
      case .nanoseconds: (.seconds, 1e9)
      case .cycles: (.cycles, 1)
      case .instructions: (.instructions, 1)
      }
    set.add(.run(unit), labels, estimate.value / divisor)
    // What was counted exactly has no interval.
    guard unit != .instructions || !loads.isEmpty else { return }
    set.add(.runLow(unit), labels, estimate.low / divisor)
    set.add(.runHigh(unit), labels, estimate.high / divisor)
  }
}

extension BenchRow {
  fileprivate static func labels(
    _ object: String, _ program: String, _ testCase: String?, _ kernel: String?
  ) -> [MetricLabel] {
    [
      MetricLabel("object", object), MetricLabel("program", program), MetricLabel("case", testCase ?? ""),
      MetricLabel("kernel", kernel ?? "host"),
    ]
  }

  fileprivate func add(to set: inout MetricSet) {
    let labels = Self.labels(ObjectLabel.of(input, variant), program.name, caseName, kernel?.name)
    set.add(.measured, labels, exact == nil && costs == nil ? 0 : 1)
    set.add(.overhead, labels, costs?.overhead.map { $0.value / 100 })
    if let decision = decision ?? earlier?.decision {
      set.add(.changeState, labels, is: MetricState(decision))
    }
    for budget in budgets {
      let kind = budget.budget.kind
      let own = labels + [MetricLabel("scope", budget.budget.isForWorstCase ? "worst_case" : "case")]
      set.add(.budget(kind.unit), own, budget.budget.limit / kind.divisor)
      set.add(.budgeted(kind.unit), own, budget.figure.map { $0.value / kind.divisor })
      set.add(.budgetState, own + [MetricLabel("budget", kind.rawValue)], is: MetricState(budget.decision))
    }
  }
}

extension CostBudget.Kind {
  /// The unit that a limit is exported in.
  fileprivate var unit: Metric.Unit {
    switch self {
    case .cycles: .cycles
    case .nanoseconds: .seconds
    case .instructions: .instructions
    case .overhead: .ratio
    }
  }

  /// How many units of the limit are one of it.
  fileprivate var divisor: Double {
    switch self {
    case .nanoseconds: 1e9
    case .overhead: 100
    case .cycles, .instructions: 1
    }
  }
}
