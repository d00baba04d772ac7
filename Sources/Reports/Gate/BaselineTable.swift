public import Findings
public import Gate
import Measuring

/// Figures of a baseline, or figures against one, as a table for people.
public enum BaselineTable {
  /// What a baseline keeps of programs whose names fit, and what is accepted beyond it.
  public static func render(_ baseline: Baseline, programs: [Glob], _ traits: TerminalTraits) -> String {
    let figures = baseline.figures.filter { figure in
      programs.isEmpty || programs.contains { $0.matches(figure.key.program) }
    }
    guard !figures.isEmpty else {
      return "the baseline holds no figure\(programs.isEmpty ? "" : " of such a program")\n"
    }
    var table = TextTable(
      columns: [.init("FIGURE", .left), .init("KERNEL", .left), .init("VALUE"), .init("ACCEPTED", .left)])
    lines(&table, figures.keys.sorted()) { subject in
      let acceptance = baseline.acceptances[subject]
      let accepted = acceptance.map { acceptance in
        "up to \(NumberText.grouped(acceptance.value))\(acceptance.until.map { " until \($0)" } ?? ""): \(acceptance.reason)"
      }
      return [
        .init(NumberText.grouped(figures[subject]?.value ?? 0)), .init(TerminalText.escape(accepted ?? ""), .doubtful),
      ]
    }
    let keys = Set(figures.values.map(\.key))
    let compilers = Set(keys.compactMap(\.compiler)).sorted().joined(separator: ", ")
    return table.render(traits) + "\n"
      + FindingText.hanging("", "\(NumberText.count(figures.count, "figure")), measured with \(compilers)", traits)
  }

  /// The figures of a run that are otherwise than in the baseline.
  public static func differences(_ report: GateReport, _ traits: TerminalTraits) -> String {
    let kept = report.figures.filter { $0.isKept }
    let moved = kept.filter { figure in
      figure.comparison.decision == .new || (figure.change ?? 0) != 0 || figure.hasOtherConditions
    }
    guard !moved.isEmpty else {
      return "\(NumberText.count(kept.count, "figure")), each as in the baseline\n"
    }
    let figures = Dictionary(moved.map { ($0.subject, $0) }, uniquingKeysWith: { first, _ in first })
    var table = TextTable(
      columns: [
        .init("FIGURE", .left), .init("KERNEL", .left), .init("BEFORE"), .init("NOW"), .init("CHANGE"),
        .init("", .left),
      ])
    lines(&table, figures.keys.sorted()) { subject in
      guard let figure = figures[subject] else { return [] }
      return [
        .init(figure.comparison.before.map(NumberText.grouped) ?? ""),
        .init(figure.value.map(NumberText.grouped) ?? "?"),
        .init(figure.changeShare ?? ""), .init(figure.comparison.decision.word, figure.comparison.decision.style),
      ]
    }
    return table.render(traits) + "\n\(NumberText.count(moved.count, "figure")) of \(kept.count) moved\n"
  }

  /// A heading a program, and a line a figure.
  private static func lines(
    _ table: inout TextTable, _ subjects: [FigureSubject], _ cells: (FigureSubject) -> [TextTable.Cell]
  ) {
    var heading: String?
    for subject in subjects {
      let variant = subject.variant.map { " [\($0)]" } ?? ""
      let program = TerminalText.escape("\(subject.input)\(variant) \(subject.program)")
      if program != heading { table.lines.append(.heading(program)) }
      heading = program
      let name = subject.metric.noun + (subject.testCase.map { ": \($0)" } ?? "")
      table.lines.append(
        .cells(
          [
            .init("  " + TerminalText.escape(name)),
            .init(TerminalText.escape(subject.kernel == FigureSubject.anyKernel ? "" : subject.kernel)),
          ]
            + cells(subject)))
    }
  }
}

extension GateFigure {
  fileprivate var hasOtherConditions: Bool { if case .otherConditions = comparison.decision { true } else { false } }
}

extension FigureDecision {
  fileprivate var word: String {
    switch self {
    case .pass: "within what is allowed"
    case .improved: "better"
    case .new: "new"
    case .regression: "grew"
    case .accepted: "grew, accepted"
    case .expired: "grew, no longer accepted"
    case .otherConditions: "not comparable"
    case .undecided: "not decided"
    case .unjudged: "not judged"
    }
  }

  fileprivate var style: TerminalStyle? {
    switch self {
    case .pass, .new, .unjudged: nil
    case .improved: .good
    case .regression, .expired: .bad
    case .accepted, .otherConditions, .undecided: .doubtful
    }
  }
}
