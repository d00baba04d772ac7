import Jobs
import Measuring

/// The texts of a bench report's row.
struct BenchCells {
  private let row: BenchRow
  /// Nanoseconds where the clock tells time, else its own units.
  private let clock: BenchClock?

  init(_ row: BenchRow) {
    self.row = row
    clock = row.outcomes.first?.clock
  }

  /// The kind of program and its function, and the case.
  var label: String {
    let name = VerifyTable.label(row.program)
    return row.caseName.map { "\(name) \(TerminalText.escape($0))" } ?? name
  }

  var hook: String { figure(row.exact?.hook, row.costs?.hook) }
  var body: String { figure(row.exact?.body, row.costs?.body) }
  var total: String { figure(row.exact?.total, row.costs?.total) }

  /// The unit of all of them.
  var unit: String {
    guard let clock = row.outcomes.first?.clock else { return "" }
    return clock.nanoseconds(1) == nil ? clock.rung == .instructions ? "instructions" : "cycles" : "ns"
  }

  var change: String {
    if let change = row.exact?.change {
      guard change != 0 else { return "=" }
      return (change > 0 ? "+" : "") + NumberText.grouped(change)
    }
    // That of an earlier run has its unit already.
    guard let change = row.costs?.change.map(time) ?? row.earlier?.change else { return "" }
    guard row.exact == nil else {
      return change.value == 0 ? "=" : (change.value > 0 ? "+" : "") + NumberText.grouped(Int(change.value))
    }
    let share = row.costs?.changePercent.map { " (\(Self.sign($0.value))\(NumberText.decimal($0.value, places: 1)) %)" }
    return "\(Self.sign(change.value))\(text(change.value)) ±\(text((change.high - change.low) / 2))\(share ?? "")"
  }

  private static func sign(_ value: Double) -> String { value > 0 ? "+" : "" }

  /// What is to be said of budgets: the same for many rows.
  var budgetNotes: [String] { BudgetCells(row.budgets).notes }

  var budget: TextTable.Cell { BudgetCells(row.budgets).bar }

  /// How the program was made to run.
  var manner: String {
    guard let outcome = row.outcomes.first, outcome.failure == nil else { return row.verdict?.rawValue ?? "" }
    if outcome.workload != nil {
      return "attached, workload, \(NumberText.grouped(Int(outcome.runsPerDeed.rounded()))) runs each"
    }
    guard let driver = outcome.driver else {
      let costliest = row.costliestOf.map { ", costliest of \($0) cases" } ?? ""
      return row.caseName == nil ? "test run, first input" : "test run\(costliest)"
    }
    let runs = outcome.runsPerDeed == 1 ? "" : ", \(NumberText.grouped(Int(outcome.runsPerDeed))) runs each"
    return "attached, \(driver.rawValue)\(runs)"
  }

  /// What is to be said below the row.
  var notes: [String] {
    var notes: [String] = []
    if let reason = row.reason {
      notes.append(TerminalText.escape(reason.sentence))
    }
    notes += row.earlier?.notes ?? []
    switch row.decision {
    case .regression: notes.append("a regression: more than is allowed against what it is compared with")
    case .inconclusive(let undecided): notes.append("not decided: \(undecided.words)")
    case .noRegression, nil: break
    }
    if let exact = row.exact {
      if row.drawsRandomNumbers ?? false {
        notes.append("it draws random numbers: this is what its most common run takes, others take more or less")
      }
      if exact.disagreeing == [.bare] {
        notes.append("two boots do not agree on the hook, which is the first one's; the program's body is exact")
      } else if !exact.disagreeing.isEmpty {
        notes.append("two boots do not agree: what this program does depends on more than its input")
      } else if !exact.isSteady {
        notes.append("its runs differ among themselves: this is the most common figure, and not that of most")
      }
      if row.isAttached, exact.hook == nil {
        notes.append(
          "the hook is lost in what else the driver does: the total is the program's body alone, which is exact")
      }
      if !exact.areWhole { notes.append("an average: runs within a burst differ") }
    }
    if let costs = row.costs {
      if costs.isDisturbed {
        notes.append("more than half of the rounds were disturbed: \(costs.dropped) dropped, \(costs.rounds) kept")
      }
      if costs.modes.count > 1 {
        notes.append(
          "it has \(costs.modes.count) speeds: \(costs.modes.map { text(clock?.nanoseconds($0.center) ?? $0.center) }.joined(separator: " and "))"
        )
      }
    }
    if let workload = row.outcomes.first?.workload, let costs = row.costs {
      notes.append(Self.share(of: workload, costs, runsPerSecond: row.outcomes.first?.runsPerSecond))
    }
    for count in row.counts {
      if let share = count.costs.overhead, row.outcomes.first?.workload != nil {
        notes.append("\(TerminalText.escape(count.name)): \(Self.percent(share)) of the workload's")
        continue
      }
      let body = count.costs.body.map { "body \(text($0.value)), " } ?? ""
      notes.append("\(TerminalText.escape(count.name)): \(body)total \(text(count.costs.total.value)) a run")
    }
    if row.outcomes.first?.isStateful ?? false {
      notes.append("it changes its packet, so that the runs of a burst do not all see the same one")
    }
    return notes
  }

  /// What a probe takes of a command.
  private static func share(of workload: [String], _ costs: CostFigures, runsPerSecond: Double?) -> String {
    let share =
      costs.overhead.map { "\(percent($0)) of the workload's processor time" } ?? "no known part of the workload"
    let rate = runsPerSecond.map { ", \(NumberText.grouped(Int($0.rounded()))) runs a second" } ?? ""
    return share + rate
  }

  /// A share with its interval.
  private static func percent(_ share: Estimate) -> String {
    let ends = [share.low, share.high].map { NumberText.decimal($0, places: 2) }.joined(separator: " to ")
    return "\(share.value > 0 ? "+" : "")\(NumberText.decimal(share.value, places: 2)) % (\(ends) %)"
  }

  private func figure(_ exact: Int?, _ estimate: Estimate?) -> String {
    if let exact { return NumberText.grouped(exact) }
    guard let estimate = estimate.map(time) else { return "" }
    return "\(text(estimate.value)) ±\(text((estimate.high - estimate.low) / 2))"
  }

  private func time(_ estimate: Estimate) -> Estimate { clock?.nanoseconds(estimate) ?? estimate }
  private func text(_ value: Double) -> String { NumberText.decimal(value, places: value.magnitude < 10 ? 2 : 1) }
}
