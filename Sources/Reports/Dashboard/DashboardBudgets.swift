import Charts
import Records

/// Budgets as bars.
struct DashboardBudgets {
  let frame: DashboardFrame

  /// A table of budgets.
  func table(_ budgets: [RecordedBudget], linksPrograms: Bool) -> Markup {
    let program = linksPrograms ? [("Program", false)] : []
    return DashboardFrame.table(
      "Budgets",
      head: program + [
        ("Used", false), ("", true), ("Cost", true), ("Limit", true), ("Budget", false), ("Kernel", false),
      ],
      rows: budgets.map { row($0, linksPrograms: linksPrograms) })
  }

  private func row(_ budget: RecordedBudget, linksPrograms: Bool) -> Markup {
    let share = budget.share
    let kind: ShareBar.Part.Kind =
      switch budget.state {
      case .pass: .kept
      case .fail: .exceeded
      case .inconclusive: .unsure
      }
    let bar = Markup(drawn: ShareBar([ShareBar.Part(kind, share: share ?? 0)]).svg)
    let state: Markup =
      switch budget.state {
      case .pass: "<span class=\"good\">\(Self.percent(share))</span>"
      case .fail: "<span class=\"bad\">\(Self.percent(share)), exceeded</span>"
      case .inconclusive: "<span class=\"doubt\">\(Self.percent(share)) undecided</span>"
      }
    let program: Markup =
      linksPrograms ? "<th scope=\"row\">\(frame.link(budget.program))</th>" : ""
    let place = budget.testCase.map { "case \($0)" } ?? ""
    return """
      <tr>\(program)<td class="bar">\(bar)</td><td class="n">\(state)</td>\
      <td class="n">\(budget.value.map { Self.figure($0, budget.unit) } ?? "")</td>\
      <td class="n">\(Self.figure(budget.limit, budget.unit))</td>\
      <td class="w">\(budget.what) <span class="faint">\(place)</span></td>\
      <td class="k">\(budget.kernel)</td></tr>

      """
  }

  private static func percent(_ share: Double?) -> String {
    guard let share else { return "not measured," }
    return share.isFinite ? "\(NumberText.decimal(share * 100, places: 0)) %" : "more than nothing"
  }

  /// A figure that is whole where it can be: limits of times are mostly so.
  private static func figure(_ value: Double, _ unit: FigureUnit) -> String {
    let isWhole = value == value.rounded() && value.magnitude < 1e15
    let number = isWhole ? NumberText.grouped(Int(value)) : NumberText.decimal(value, places: 1)
    return unit == .percent ? number + " %" : number
  }
}
