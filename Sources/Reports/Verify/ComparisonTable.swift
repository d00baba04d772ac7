import Jobs

/// A comparison as a table: the verdict before and after, and for each figure the new value with its change.
public struct ComparisonTable {
  private let comparison: VerifyComparison
  private let figures: [VerifyFigure]
  private let onlyChanges: Bool

  /// A table of the comparison with the given figures.
  public init(_ comparison: VerifyComparison, columns: [VerifyColumn] = VerifyColumn.compared, onlyChanges: Bool) {
    self.comparison = comparison
    self.onlyChanges = onlyChanges
    figures = columns.compactMap { if case .figure(let figure) = $0 { figure } else { nil } }
  }

  /// The table and a closing line.
  public func render(_ traits: TerminalTraits) -> String {
    var columns: [TextTable.Column] = [.init("PROGRAM", .left), .init("VERDICT", .left)]
    for (index, figure) in figures.enumerated() {
      columns += [.init(figure.title, expendability: index), .init("CHANGE", isCompanion: true)]
    }
    var table = TextTable(columns: columns)
    var group: String?
    var hidden = 0
    for change in comparison.changes {
      let cells = figures.map { self.cells($0, change) }
      if onlyChanges, isUnchanged(change) {
        hidden += 1
        continue
      }
      let row = change.row
      let input = TerminalText.escape(row.variant.map { "\(row.input) [\($0)]" } ?? row.input)
      if input != group {
        table.lines.append(.heading(input))
        group = input
      }
      table.lines.append(.cells([.init("  " + VerifyTable.label(row)), verdict(change)] + cells.flatMap(\.self)))
      if change.isFlip, let summary = change.head?.outcome.reason?.summary {
        table.lines.append(.note(TerminalText.escape(summary), indentation: 4))
      }
    }
    return (table.lines.isEmpty ? "" : table.render(traits) + "\n") + closing(hidden) + "\n"
  }

  /// Whether both reports have the program with the same verdict and the same shown figures.
  private func isUnchanged(_ change: VerifyComparison.Change) -> Bool {
    guard !change.isFlip, let base = change.base, let head = change.head else { return false }
    return figures.allSatisfy { $0.value(base.outcome) == $0.value(head.outcome) }
  }

  private func closing(_ hidden: Int) -> String {
    let added = comparison.changes.count { $0.base == nil }
    let removed = comparison.changes.count { $0.head == nil }
    var parts = [NumberText.count(comparison.flips, "verdict") + " changed"]
    if added > 0 { parts.append("\(NumberText.grouped(added)) added") }
    if removed > 0 { parts.append("\(NumberText.grouped(removed)) removed") }
    if hidden > 0 { parts.append("\(NumberText.grouped(hidden)) unchanged and not shown") }
    return parts.joined(separator: ", ")
  }

  private func verdict(_ change: VerifyComparison.Change) -> TextTable.Cell {
    switch (change.base?.outcome.verdict, change.head?.outcome.verdict) {
    case (let base?, let head?) where base == head: .init(head.rawValue, head.style)
    case (let base?, let head?): .init("\(base.rawValue) → \(head.rawValue)", head.style)
    case (nil, let head?): .init("\(head.rawValue) (new)", head.style)
    case (let base?, nil): .init("\(base.rawValue) → gone", .doubtful)
    case (nil, nil): .init("-")
    }
  }

  private func cells(_ figure: VerifyFigure, _ change: VerifyComparison.Change) -> [TextTable.Cell] {
    let base = change.base.flatMap { figure.value($0.outcome) }
    let head = change.head.flatMap { figure.value($0.outcome) }
    let shown = TextTable.Cell((head ?? base).map(figure.text) ?? "-")
    guard let base, let head else { return [shown, .init("")] }
    guard base != head else { return [shown, .init("=")] }
    // A saved report may hold any two numbers: their difference fits only an unsigned one.
    let difference = UInt(bitPattern: max(head, base) &- min(head, base))
    let sign = head > base ? "+" : "-"
    var text = sign + figure.text(Int(clamping: difference))
    if base != 0, figure.unitIsAdditive {
      text += " (\(sign)\(NumberText.percent(Double(difference) / Double(base.magnitude))) %)"
    }
    return [shown, .init(text, head > base ? .bad : .good)]
  }
}

extension VerifyColumn {
  /// What a comparison shows when nothing is asked for.
  public static let compared: [VerifyColumn] = ["verified", "states", "size", "jited", "stack"]
    .compactMap(VerifyFigure.named).map(VerifyColumn.figure)
}

extension VerifyFigure {
  /// Whether a percentage of a difference makes sense.
  fileprivate var unitIsAdditive: Bool {
    if case .share = unit { false } else { true }
  }
}
