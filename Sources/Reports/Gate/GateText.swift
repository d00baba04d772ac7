import Explanations
import Findings
import Gate
import Jobs
import Project

/// A gate's report for a terminal: one line that says what it comes to and why, a table with a row a program, then all that
/// does not hold, then how much was looked at.
public struct GateText {
  private let report: GateReport

  /// The report.
  public init(_ report: GateReport) {
    self.report = report
  }

  /// The text, each line ended by a newline.
  public func render(_ traits: TerminalTraits) -> String {
    [head(traits), table(traits), accounts(traits), list(traits), notes(traits), closing(traits)].filter { !$0.isEmpty }
      .joined(separator: "\n")
  }

  /// The first line: the status, and the first thing that makes it so.
  private func head(_ traits: TerminalTraits) -> String {
    let (word, style): (String, TerminalStyle) =
      switch report.status {
      case .pass: ("pass", .good)
      case .fail: ("FAIL", .bad)
      case .inconclusive: ("UNDECIDED", .doubtful)
      case .invalid: ("INVALID", .bad)
      }
    let deciding = report.problems.filter { $0.weight == report.status.weight }
    let more = deciding.count > 1 ? " (and \(deciding.count - 1) more)" : ""
    let text = deciding.first.map { $0.sentence + more } ?? GateSummary(report).sentence
    let lines = TerminalText.wrap(TerminalText.escape(text), to: traits.columns - word.utf8.count - 2)
    let indentation = String(repeating: " ", count: word.utf8.count + 2)
    return lines.enumerated().map { index, line in
      (index == 0 ? traits.styled(word, style) + "  " : indentation) + traits.styled(line, .strong) + "\n"
    }.joined()
  }

  private func table(_ traits: TerminalTraits) -> String {
    let rows = GateRow.all(of: report)
    guard !rows.isEmpty else { return "" }
    let counted = rows.contains { $0.figure(.instructions) != nil }
    let covered = rows.contains { $0.coverage != nil }
    let timed = rows.contains { $0.time != nil }
    let limited = rows.contains { $0.spent != nil }
    var table = TextTable(
      columns: [
        .init("", .left), .init("PROGRAM", .left), .init("LOADS", .left), .init("TESTS", .left),
      ] + (covered ? [.init("COVERED", expendability: 2)] : []) + [.init("LINT", .left), .init("VERIFIED")]
        + (counted ? [.init("INSTRUCTIONS")] : []) + (timed ? [.init("TIME")] : [])
        + (limited ? [.init("BUDGET", expendability: 1)] : []))
    for row in rows {
      let cells = GateCells(row: row)
      table.lines.append(
        .cells(
          [
            .init(cells.mark, row.status.style), .init(name(row, cells)), .init(TerminalText.escape(cells.loads)),
            .init(cells.tests),
          ] + (covered ? [.init(cells.coverage)] : [])
            + [.init(cells.lint), .init(cells.figure(.verified), cells.style(.verified))]
            + (counted ? [.init(cells.figure(.instructions), cells.style(.instructions))] : [])
            + (timed ? [.init(cells.time)] : []) + (limited ? [.init(cells.budget)] : [])))
    }
    return table.render(traits)
  }

  /// The program; an input without one, and a variant, by their names.
  private func name(_ row: GateRow, _ cells: GateCells) -> String {
    let name = row.program.name.isEmpty ? TerminalText.escape(row.input) : cells.name
    return name + (row.variant.map { " [\(TerminalText.escape($0))]" } ?? "")
  }

  // MARK: What does not hold

  /// What was found, with source lines and differences.
  private func accounts(_ traits: TerminalTraits) -> String {
    var parts: [String] = []
    let told = report.problems.filter { $0.weight != .notice }
    var seen: Set<LintedFinding> = []
    for row in report.verify.rows {
      guard let finding = row.finding, row.outcome.verdict != .environment,
        told.contains(where: { $0.part == .load && $0.input == row.input && $0.program == row.outcome.program.name })
      else { continue }
      guard seen.insert(LintedFinding(input: row.input, finding: finding)).inserted else { continue }
      let page = finding.id.flatMap { Explainer.page($0) }
      parts.append(FindingText(finding, context: FindingContext(row), page: page, offersVerbose: false).render(traits))
    }
    parts += failedCases(told, traits)
    for found in report.lint.findings
    where told.contains(where: { $0.part == .lint && $0.input == found.input && $0.title == found.finding.title }) {
      let page = found.finding.id.flatMap { Explainer.page($0) }
      parts.append(FindingText(found.finding, context: found.context, page: page, offersVerbose: false).render(traits))
    }
    return parts.joined(separator: "\n")
  }

  /// Cases that failed, each once whatever its kernels: the first with all that helps to see why, others by a line each, and
  /// no more of them than one reads.
  private func failedCases(_ told: [GateProblem], _ traits: TerminalTraits) -> [String] {
    let problems = told.filter { $0.part == .tests && $0.testCase != nil }
    let accounts = problems.prefix(Self.casesInFull).compactMap { problem in
      report.tests.cases.first { tested in
        tested.name == problem.testCase && tested.object == problem.input
          && (tested.result == .failed || tested.result == .environment)
      }
    }
    let others = problems.dropFirst(Self.casesInFull)
    let lines = others.prefix(Self.casesInLines).map { problem in
      var problem = problem
      problem.details = []
      return line(of: problem, traits)
    }
    let more = others.count - lines.count
    let rest = more > 0 ? ["and \(NumberText.count(more, "further case")): assay test tells of all\n"] : []
    return accounts.map { TestText.account(of: $0, traits) } + (lines.isEmpty ? [] : [(lines + rest).joined()])
  }

  private static let casesInFull = 1
  private static let casesInLines = 8

  /// The problems that no source line or case tells of.
  private func list(_ traits: TerminalTraits) -> String {
    report.problems.filter { !isTold($0) }.map { line(of: $0, traits) }.joined()
  }

  /// A problem in its own words.
  private func line(of problem: GateProblem, _ traits: TerminalTraits) -> String {
    let word = traits.styled(problem.weight.word, problem.weight.style)
    let place = problem.place.map { "\($0): " } ?? ""
    let lines = TerminalText.wrap(
      TerminalText.escape(place + problem.sentence), to: traits.columns - problem.weight.word.utf8.count - 2)
    let indentation = String(repeating: " ", count: problem.weight.word.utf8.count + 2)
    let first = lines.enumerated().map { ($0.offset == 0 ? word + "  " : indentation) + $0.element + "\n" }.joined()
    return first
      + (problem.details + (problem.advice.map { [$0] } ?? [])).map { FindingText.hanging(indentation, $0, traits) }
      .joined()
  }

  /// Whether what is above the list tells all of it.
  private func isTold(_ problem: GateProblem) -> Bool {
    // Above they look like failures.
    if problem.weight == .warning { return false }
    return switch problem.part {
    case .load:
      report.verify.rows.contains { $0.input == problem.input && $0.finding != nil && $0.finding?.id == problem.id }
    case .tests: problem.testCase != nil
    case .lint: true
    case .budgets, .growth, nil: false
    }
  }

  private func notes(_ traits: TerminalTraits) -> String {
    ([report.tests.everyTaskWords].compactMap(\.self) + report.notes).map { FindingText.hanging("note: ", $0, traits) }
      .joined()
  }

  private func closing(_ traits: TerminalTraits) -> String {
    let summary = GateSummary(report)
    return TerminalText.wrap(TerminalText.escape(summary.closing), to: traits.columns).map {
      traits.styled($0, .strong) + "\n"
    }.joined()
  }
}

extension GateStatus {
  /// The weight of the problems that make it so; nil for what holds.
  var weight: GateProblem.Weight? {
    switch self {
    case .pass: nil
    case .fail: .failure
    case .inconclusive: .inconclusive
    case .invalid: .invalid
    }
  }

  /// How it is coloured.
  var style: TerminalStyle {
    switch self {
    case .pass: .good
    case .fail, .invalid: .bad
    case .inconclusive: .doubtful
    }
  }
}

extension GateProblem.Weight {
  /// As people read it.
  var word: String {
    switch self {
    case .invalid: "invalid"
    case .failure: "FAIL"
    case .inconclusive: "undecided"
    case .warning: "warning"
    case .notice: "notice"
    }
  }

  /// How it is coloured.
  var style: TerminalStyle {
    switch self {
    case .invalid, .failure: .bad
    case .inconclusive, .warning: .doubtful
    case .notice: .faint
    }
  }
}

extension GateProblem {
  /// What it is and where it was seen: `... is rejected: ... [A1002] (variant wide), on debian:6.1 and debian:6.12`.
  var sentence: String {
    func few(_ names: [String], _ noun: String) -> String {
      names.count < 3 ? names.joined(separator: " and ") : "\(names.count) \(noun)s"
    }
    let known = id.map { " [\($0)]" } ?? ""
    let ways =
      switch variants.count {
      case 0: ""
      case 1, 2: " (variant \(few(variants, "variant")))"
      default: " (\(few(variants, "variant")))"
      }
    return title + known + ways + (kernels.isEmpty ? "" : ", on \(few(kernels, "kernel"))")
  }
}
