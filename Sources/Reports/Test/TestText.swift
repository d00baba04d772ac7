import Findings
import Jobs

/// Cases for a terminal: what failed, with all that helps to see why, and a closing line.
public struct TestText {
  private let report: TestReport
  private let isVerbose: Bool

  /// The report; `isVerbose` lists every case.
  public init(_ report: TestReport, isVerbose: Bool = false) {
    self.report = report
    self.isVerbose = isVerbose
  }

  /// The report as text.
  public func render(_ traits: TerminalTraits) -> String {
    var parts: [String] = []
    let files = report.cases.reduce(into: [String]()) { if $0.last != $1.file { $0.append($1.file) } }
    for file in files {
      let cases = report.cases.filter { $0.file == file }
      parts.append(heading(file, cases, traits))
      if isVerbose { parts += cases.map { line(of: $0, traits) } }
      let bad = cases.filter { $0.result == .failed || $0.result == .environment }
      for (index, tested) in bad.enumerated() {
        let isSame = index > 0 && tested.hasSameReason(as: bad[index - 1])
        let goesOn = index + 1 < bad.count && bad[index + 1].hasSameReason(as: tested)
        parts.append((isSame ? "" : "\n") + head(of: tested, traits) + (goesOn ? "" : account(of: tested, traits)))
      }
      if !bad.isEmpty { parts.append("\n") }
    }
    return parts.joined() + skipped(traits) + notes(traits)
      + everyTask(traits) + report.notes.map { FindingText.hanging("note: ", $0, traits) }.joined()
      + (report.cases.isEmpty ? "" : closing(traits))
  }

  /// Those that were not told of before they ran.
  private func everyTask(_ traits: TerminalTraits) -> String {
    guard report.everyTask?.count ?? 0 > 1 else { return "" }
    return report.everyTaskWords.map { FindingText.hanging("note: ", $0, traits) } ?? ""
  }

  /// One line a file.
  private func heading(_ file: String, _ cases: [TestedCase], _ traits: TerminalTraits) -> String {
    let counts = CaseResult.counts(cases)
    let isGood = !cases.contains { $0.result == .failed || $0.result == .environment }
    let mark =
      if cases.contains(where: { $0.result == .failed }) {
        traits.styled("FAIL", .bad)
      } else if isGood {
        traits.styled("ok  ", .good)
      } else {
        traits.styled("?   ", .doubtful)
      }
    return "\(mark)  \(TerminalText.escape(file))  \(traits.styled(counts, .faint))\n"
  }

  /// One line a case, as `--verbose` lists them.
  private func line(of tested: TestedCase, _ traits: TerminalTraits) -> String {
    let mark =
      switch tested.result {
      case .passed: traits.styled("ok  ", .good)
      case .failed: traits.styled("FAIL", .bad)
      case .skipped: "skip"
      case .environment: traits.styled("?   ", .doubtful)
      }
    let kernel = (tested.host.map { " as \($0)" } ?? "") + (tested.kernel.map { " on \($0.words)" } ?? "")
    return "  \(mark)  \(TerminalText.escape(tested.name))\(traits.styled(TerminalText.escape(kernel), .faint))\n"
  }

  /// A case that did not pass, with all that helps to see why.
  static func account(of tested: TestedCase, _ traits: TerminalTraits) -> String {
    let text = TestText(TestReport(assay: "", cases: [tested]))
    return text.head(of: tested, traits) + text.account(of: tested, traits)
  }

  /// A case that failed, or that could not be run.
  private func head(of tested: TestedCase, _ traits: TerminalTraits) -> String {
    let mark = tested.result == .failed ? traits.styled("FAIL", .bad) : traits.styled("?   ", .doubtful)
    let place =
      tested.span.map { "\($0.file.split(separator: "/").last.map(String.init) ?? $0.file):\($0.line)  " } ?? ""
    let program = tested.program.isEmpty ? "" : tested.program + (tested.host.map { " as \($0)" } ?? "")
    let kernel = tested.kernel.map { "\(program.isEmpty ? "" : " ")on \($0.words)" } ?? ""
    let head = TerminalText.escape(place + tested.name)
    let tail = TerminalText.escape(program + kernel)
    let fits = TerminalText.width(head) + TerminalText.width(tail) + 8 <= traits.columns
    return "\(mark)  \(traits.styled(head, .strong))"
      + (tail.isEmpty ? "" : (fits ? "  " : "\n      ") + traits.styled(tail, .faint)) + "\n"
  }

  /// What came of it. Cases with the same reason and nothing else stand above one account.
  private func account(of tested: TestedCase, _ traits: TerminalTraits) -> String {
    var text = ""
    if let reason = tested.reason { text += words(of: reason, traits) }
    text += rows(tested.differences, tested.verbs, traits)
    for evidence in tested.evidence {
      text += block(evidence.title, evidence.lines, traits)
    }
    if !tested.trace.isEmpty { text += block("trace", tested.trace, traits) }
    if !tested.notes.isEmpty { text += block("note", tested.notes, traits) }
    return text
  }

  private func words(of reason: Reason, _ traits: TerminalTraits) -> String {
    FindingText.hanging("  ", reason.summary, traits)
      + (reason.advice.map { FindingText.hanging("  ", $0, traits) } ?? "")
      + reason.evidence.suffix(3).map { FindingText.hanging("    ", $0, traits) }.joined()
  }

  private func block(_ title: String, _ lines: [String], _ traits: TerminalTraits) -> String {
    let head = "  " + TerminalText.escape(title).padded(to: 9) + " "
    return lines.enumerated().map { index, line in
      FindingText.hanging(index == 0 ? head : String(repeating: " ", count: head.utf8.count), line, traits)
    }.joined()
  }

  /// The differences in columns; one that is too wide for them stands on lines of its own.
  private func rows(
    _ differences: [CaseDifference], _ verbs: (expected: String, actual: String), _ traits: TerminalTraits
  ) -> String {
    let heads = differences.map { difference in
      let step = difference.step.map { "step \($0) " } ?? ""
      let path = difference.path.isEmpty ? "" : TerminalText.escape(difference.path)
      return "  \((step + difference.subject.rawValue).padded(to: 9)) \(path)"
    }
    let expected = differences.map { TerminalText.escape("\(verbs.expected) \($0.expected)") }
    let actual = differences.map { TerminalText.escape("\(verbs.actual) \($0.actual)") }
    let first = heads.map(TerminalText.width).max() ?? 0
    let second = expected.map(TerminalText.width).filter { $0 <= 40 }.max() ?? 0
    return differences.indices.map { index in
      let place = differences[index].span.map { "  :\($0.line)" } ?? ""
      let aligned = [heads[index].padded(to: first), expected[index].padded(to: second), actual[index]]
      let close = [heads[index], expected[index], actual[index]]
      for cells in [aligned, close] {
        let line = cells.joined(separator: "  ")
        if TerminalText.width(line + place) <= traits.columns { return line + traits.styled(place, .faint) + "\n" }
      }
      return heads[index] + traits.styled(place, .faint) + "\n"
        + FindingText.hanging("      \(verbs.expected.padded(to: 8)) ", differences[index].expected, traits)
        + FindingText.hanging("      \(verbs.actual.padded(to: 8)) ", differences[index].actual, traits)
    }.joined()
  }

  /// Why cases were skipped, and what could be done: each reason once.
  private func skipped(_ traits: TerminalTraits) -> String {
    let reasons = report.cases.filter { $0.result == .skipped }.map { $0.reason ?? Reason("skipped") }
    return Self.counted(reasons).map { reason, count in
      FindingText.hanging("skipped: ", "\(reason.summary) (\(NumberText.count(count, "case")))", traits)
        + (reason.advice.map { FindingText.hanging("         ", $0, traits) } ?? "")
    }.joined()
  }

  /// What is to be known of cases whose account is not shown: each thing once.
  private func notes(_ traits: TerminalTraits) -> String {
    let quiet = report.cases.filter { $0.result == .passed || $0.result == .skipped }
    return Self.counted(quiet.flatMap(\.notes)).map { note, count in
      FindingText.hanging("note: ", "\(note) (\(NumberText.count(count, "case")))", traits)
    }.joined()
  }

  /// Each element once, in the order of its first, with how often it is there.
  private static func counted<Element: Hashable>(_ elements: [Element]) -> [(Element, Int)] {
    var counts: [Element: Int] = [:]
    for element in elements { counts[element, default: 0] += 1 }
    return elements.compactMap { element in counts.removeValue(forKey: element).map { (element, $0) } }
  }

  private func closing(_ traits: TerminalTraits) -> String {
    let cases = Set(report.cases.map { "\($0.file)\u{0}\($0.object)\u{0}\($0.name)" }).count
    let files = Set(report.cases.map(\.file)).count
    let kernels = report.cases.compactMap(\.kernel).reduce(into: [KernelIdentity]()) {
      let kernel = $1
      if !$0.contains(where: { $0.name == kernel.name && $0.release == kernel.release }) { $0.append(kernel) }
    }
    let answering =
      switch kernels.count {
      case 0: ""
      case 1: " on \(kernels[0].words)"
      default: " on \(kernels.count) kernels"
      }
    let seed = report.seed.map { ", --seed \($0)" } ?? ""
    let time = report.seconds.map { ", \(NumberText.decimal($0, places: 1)) s" } ?? ""
    let head = "\(NumberText.count(cases, "case")) of \(NumberText.count(files, "file"))\(answering)"
    let text = "\(head): \(CaseResult.counts(report.cases))\(seed)\(time)"
    return TerminalText.wrap(TerminalText.escape(text), to: traits.columns).map { traits.styled($0, .strong) + "\n" }
      .joined()
  }
}

extension TestedCase {
  /// Whether all that is to be said of both is the same reason.
  fileprivate func hasSameReason(as other: TestedCase) -> Bool {
    func isReasonAlone(_ tested: TestedCase) -> Bool {
      tested.differences.isEmpty && tested.evidence.isEmpty && tested.trace.isEmpty && tested.notes.isEmpty
    }
    return result == other.result && reason != nil && reason == other.reason && isReasonAlone(self)
      && isReasonAlone(other)
  }
}

extension CaseResult {
  /// `12 passed, 1 failed`.
  static func counts(_ cases: [TestedCase]) -> String {
    let counts = allCases.compactMap { result in
      let count = cases.count { $0.result == result }
      return count > 0 ? "\(NumberText.grouped(count)) \(result == .environment ? "not run" : result.rawValue)" : nil
    }
    return counts.isEmpty ? "nothing to run" : counts.joined(separator: ", ")
  }
}

extension String {
  /// The text filled with spaces to a width in terminal columns.
  fileprivate func padded(to columns: Int) -> String {
    self + String(repeating: " ", count: max(0, columns - TerminalText.width(self)))
  }
}
