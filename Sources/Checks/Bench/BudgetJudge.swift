import Findings
import Foundation
import Jobs
import Measuring
import Project
import Reports

/// Holds the costs of one object's programs against the budgets of its `assay.yml`: those that its kind of run can decide.
/// Instructions are counted in virtual machines, everything else is taken on this one.
struct BudgetJudge {
  let settings: BudgetSettings
  let isExact: Bool
  /// Whether a program that was left out has failed its budget's purpose: not where the user chose what makes programs run, and
  /// with that which of them can.
  let judgesSkipped: Bool

  /// The rows with what they come to.
  func judge(_ rows: [BenchRow]) -> [BenchRow] {
    var rows = rows
    for index in rows.indices where mayBeJudged(rows[index]) {
      for limit in limits(of: rows[index].program.name) where !limit.budget.isForWorstCase {
        rows[index].budgets.append(limit.cost(of: [rows[index]], figure: { $0.first ?? nil }))
      }
    }
    let programs = Dictionary(grouping: rows.indices.filter { mayBeJudged(rows[$0]) }) { rows[$0].programOnKernel }
    for indices in programs.values {
      guard let first = indices.first else { continue }
      for limit in limits(of: rows[first].program.name) where limit.budget.isForWorstCase {
        let costs = indices.map { rows[$0].cost(for: limit.budget)?.value ?? -.infinity }
        let worst = costs.indices.max { costs[$0] < costs[$1] } ?? 0
        let cost = limit.cost(of: indices.map { rows[$0] }, figure: { $0[worst] })
        rows[indices[worst]].budgets.append(cost)
      }
    }
    return rows
  }

  /// What is to be said of budgets that only a run of the other kind decides.
  func note(on rows: [BenchRow]) -> [String] {
    let programs = Set(rows.filter(mayBeJudged).map(\.program.name))
    let others = programs.flatMap { settings.limits(of: $0) }.filter {
      CostBudget($0).map { $0.isExact != isExact } ?? false
    }
    let keys = BudgetKey.allCases.filter { key in others.contains { $0.key == key } }.map(\.rawValue)
    guard let file = others.first.map({ Self.place($0).file }) else { return [] }
    return [
      "\(file) also has budgets that are decided \(isExact ? "without" : "with") --exact: \(keys.joined(separator: ", "))"
    ]
  }

  /// A program that was refused says that already.
  private func mayBeJudged(_ row: BenchRow) -> Bool {
    switch row.verdict {
    case nil, .accepted: true
    case .skipped: judgesSkipped && !row.program.name.isEmpty
    case .rejected, .loader, .attach, .environment: false
    }
  }

  /// Where a limit is written, as the user would name it.
  fileprivate static func place(_ limit: BudgetLimit) -> SourceSpan {
    var place = limit.span
    let here = FileManager.default.currentDirectoryPath + "/"
    if place.file.hasPrefix(here) { place.file.removeFirst(here.count) }
    return place
  }

  private func limits(of program: String) -> [Limit] {
    settings.limits(of: program).compactMap { limit in CostBudget(limit).map { Limit(budget: $0, limit: limit) } }
      .filter { $0.budget.isExact == isExact }
  }

  private struct Limit {
    let budget: CostBudget
    let limit: BudgetLimit

    /// What the costs of some rows come to.
    func cost(of rows: [BenchRow], figure: ([Estimate?]) -> Estimate?) -> BudgetedCost {
      let figures = rows.map { $0.cost(for: budget) }
      var decision = budget.decide(figures, loads: rows.compactMap(\.costs?.loads).min() ?? 0)
      if decision != .fail, let undecided = rows.lazy.compactMap(\.undecided).first {
        decision = .inconclusive(undecided)
      }
      return BudgetedCost(budget: budget, place: BudgetJudge.place(limit), figure: figure(figures), decision: decision)
    }
  }
}

extension CostBudget {
  /// The budget that a limit is; nil for one of what a load costs.
  fileprivate init?(_ limit: BudgetLimit) {
    let kind: Kind
    switch limit.unit {
    case .instructions: kind = .instructions
    case .nanoseconds: kind = .nanoseconds
    case .cycles: kind = .cycles
    case .percent: kind = .overhead
    case .verified, .states, .bytes, .maps: return nil
    }
    self.init(kind, limit: limit.value, isForWorstCase: limit.key == .worstCase)
  }
}

extension BenchRow {
  fileprivate var programOnKernel: [String] { [program.name, kernel?.name ?? ""] }

  /// Why nothing can be decided by its figures.
  fileprivate var undecided: Undecided? { exact?.undecided ?? costs?.undecided }

  /// What is held against a budget; nothing where figures mean little.
  fileprivate func cost(for budget: CostBudget) -> Estimate? {
    guard undecided == nil else { return nil }
    if let exact { return budget.figure(exact) }
    guard let costs, let clock = outcomes.first?.clock else { return nil }
    return budget.figure(costs, clock: clock)
  }
}
