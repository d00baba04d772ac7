import Findings
import Measuring

/// The budgets of a row as people see them: a bar for the one that is nearest to its end, and a sentence for each that does
/// not hold or could not be decided.
struct BudgetCells {
  private let budgets: [BudgetedCost]

  init(_ budgets: [BudgetedCost]) {
    self.budgets = budgets
  }

  /// Cells of a bar.
  private static let width = 8

  var bar: TextTable.Cell {
    let used = budgets.compactMap { budget in budget.share.map { (share: $0, budget: budget) } }
    guard let most = used.max(by: { $0.share < $1.share }) else {
      return budgets.isEmpty ? .init("") : .init("not decided", .doubtful)
    }
    let full = min(Self.width, Int((most.share * Double(Self.width)).rounded(.down)))
    let bar = String(repeating: "█", count: full) + String(repeating: "░", count: Self.width - full)
    let percent = most.share.isFinite ? "\(NumberText.decimal(most.share * 100, places: 0)) %" : "over"
    return .init("\(bar) \(percent)", most.budget.decision.style)
  }

  var notes: [String] {
    budgets.compactMap { budget in
      let limit = Self.limit(budget)
      let place = TerminalText.escape("\(budget.place)")
      let scope = budget.budget.isForWorstCase ? "the costliest case takes" : "it takes"
      switch budget.decision {
      case .pass: return nil
      case .fail:
        let figure = budget.figure.map { Self.amount($0.value, budget.budget.kind) } ?? "more"
        return "over its budget: \(scope) \(figure), and may take \(limit) (\(place))"
      case .inconclusive(let undecided):
        return "its budget of \(limit) is not decided (\(place)): \(undecided.words)"
      }
    }
  }

  /// What is to be said of a budget and of a program by its name, elsewhere than below the program's row.
  static func sentence(_ budget: BudgetedCost, of name: String) -> String {
    let limit = limit(budget)
    if case .inconclusive(let undecided) = budget.decision {
      return "whether \(name) keeps its budget of \(limit) is not decided: \(undecided.words)"
    }
    let figure = budget.figure.map { amount($0.value, budget.budget.kind) } ?? "more"
    return
      "\(name) takes \(figure)\(budget.budget.isForWorstCase ? " in its costliest case" : ""), and may take \(limit)"
  }

  private static func limit(_ cost: BudgetedCost) -> String {
    amount(cost.budget.limit, cost.budget.kind)
  }

  /// Whole numbers as such, and no more than two places of others.
  private static func amount(_ value: Double, _ kind: CostBudget.Kind) -> String {
    let number = Int(exactly: value).map(NumberText.grouped) ?? NumberText.decimal(value, places: value < 10 ? 2 : 1)
    return "\(number) \(kind.unit)"
  }
}

extension BudgetDecision {
  fileprivate var style: TerminalStyle {
    switch self {
    case .pass: .good
    case .fail: .bad
    case .inconclusive: .doubtful
    }
  }
}

extension CostBudget.Kind {
  /// The unit as people write it.
  fileprivate var unit: String {
    switch self {
    case .cycles: "cycles"
    case .nanoseconds: "ns"
    case .instructions: "instructions"
    case .overhead: "%"
    }
  }
}
