import Findings
import Foundation
import Gate
import Jobs
import Measuring
import Project
import Reports
import Testing

/// A gate's report in every format.
@Suite struct GateReportTests {
  /// Names that would end a quote, a tag, a table, a line, or recolour a terminal.
  static let hostile = [
    "a\"b'c", "x</testcase><script>alert(1)</script>", "l1\nl2\r\n", "\u{1B}[31mred\u{1B}[0m", "|`*_[x](y)", "&amp;#",
    "::error::x%0A",
    "\u{202E}abc", "\u{1}\u{7F}", "{\"a\":1}", "<!-- assay gate -->", "@everyone",
  ]

  static func report(_ name: String) -> GateReport {
    let kernel = KernelIdentity(name: name, release: name, machine: "x86_64")
    let identity = ProgramIdentity(name: name, section: name, type: name)
    var outcome = ProgramOutcome(
      program: identity, verdict: .rejected, reason: Reason(name, advice: name, evidence: [name]))
    outcome.figures.verifiedInstructions = 7
    let span = SourceSpan(file: name, line: 3, column: 5)
    let finding = Finding(
      id: "A1201", severity: .error, title: name, program: name,
      primary: LabelledSpan(span, label: name, text: name), notes: [name], fix: name, claim: .observed(kernel: name))
    let row = VerifyRow(input: name, variant: name, kernel: kernel, outcome: outcome, finding: finding)
    var tested = TestedCase(file: name, span: span, name: name, object: name, program: name, kernel: kernel)
    tested.result = .failed
    tested.differences = [CaseDifference(.return, path: name, expected: name, actual: name, span: span)]
    tested.evidence = [CaseEvidence(title: "sent", lines: [name])]
    tested.trace = [name]
    let linted = LintedFinding(input: name, variants: [name], finding: finding)
    var key = FigureKey(object: "")
    key.compiler = name
    let subject = FigureSubject(
      input: name, variant: name, program: name, kernel: name, testCase: name, metric: .instructions)
    let figure = GateFigure(
      subject: subject, value: 9, key: key, isKept: true,
      comparison: FigureComparison(before: 7, source: .baseline, allowed: 7, .regression),
      budget: BudgetedFigure(limit: 8, place: span, holds: false))
    var other = figure
    other.subject.metric = .states
    other.comparison = FigureComparison(
      before: 7, source: .baseline, .otherConditions([.init(part: .compiler, before: name, after: "z")]))
    var problems: [GateProblem] = [
      GateProblem(row, .failure), GateProblem(tested, .failure), GateProblem(linted, .warning),
    ]
    problems += GateProblem.figures([figure, other], inputs: [:], budgets: .failure, growth: .failure)
    problems.append(GateProblem(.invalid, nil, name, details: [name], advice: name, place: span))
    problems.append(GateProblem(.notice, .growth, name))
    var report = GateReport(
      assay: "0.1.0", problems: problems, figures: [figure, other],
      verify: VerifyReport(assay: "0.1.0", rows: [row], notes: [name]),
      lint: LintReport(assay: "0.1.0", findings: [linted], inputs: 1, programs: 1, notes: [name]),
      tests: TestReport(assay: "0.1.0", cases: [tested], notes: [name]), notes: [name])
    report.commit = GateCommit(hash: name, branch: name)
    report.base = name
    return report
  }

  /// Every format with every hostile name: nothing that a terminal obeys, one line where one is meant, and what reads the
  /// format finds the name in its place.
  @Test(arguments: hostile)
  func `hostile names come out escaped in every format`(_ name: String) throws {
    let report = Self.report(name)
    var texts: [String: String] = [
      "text": GateText(report).render(TerminalTraits()), "github": GateGitHub.render(report),
    ]
    for kind in ReportKind.allCases { texts[kind.rawValue] = try kind.render(report) }
    for (format, text) in texts {
      // JSON escapes what its parsers must not see; what people read has nothing that a terminal obeys either.
      let isForPeople = ["text", "github", "markdown", "junit", "metrics"].contains(format)
      let controls = text.unicodeScalars.filter { scalar in
        let category = scalar.properties.generalCategory
        return scalar != "\n" && (scalar.value < 0x20 || isForPeople && [.control, .format].contains(category))
      }
      #expect(controls.isEmpty, "\(format)")
    }
    // A command begins a line; its name cannot begin another.
    let commands = try #require(texts["github"]).split(separator: "\n")
    #expect(commands.count == report.problems.count && commands.allSatisfy { $0.hasPrefix("::") })
    #expect(commands.allSatisfy { line in ["error", "warning", "notice"].contains { line.hasPrefix("::\($0) ") } })
    // JSON forms are read back with the name whole.
    let read = try CanonicalJSON.decode(GateReport.self, from: Data(try #require(texts["json"]).utf8))
    #expect(read == report)
    let sarif = try JSONSerialization.jsonObject(with: Data(try #require(texts["sarif"]).utf8)) as? [String: Any]
    #expect((sarif?["runs"] as? [[String: Any]])?.count == 1)
    let issues =
      try JSONSerialization.jsonObject(with: Data(try #require(texts["code-quality"]).utf8)) as? [[String: Any]]
    #expect(issues?.count == report.problems.count - 1)
    #expect(Set((issues ?? []).compactMap { $0["fingerprint"] as? String }).count == issues?.count)
    #expect(
      (issues ?? []).allSatisfy {
        ["info", "minor", "major", "critical", "blocker"].contains($0["severity"] as? String ?? "")
      })
    // One comment has one marker, and no mark-up of a name's.
    let markdown = try #require(texts["markdown"])
    #expect(markdown.hasPrefix(GateMarkdown.marker + "\n"))
    let prose = Self.withoutCode(markdown)
    #expect(prose.components(separatedBy: GateMarkdown.marker).count == 2, "\(prose)")
    #expect(!prose.contains("<script>") && !prose.contains("@everyone"), "\(prose)")
    for line in try #require(texts["metrics"]).split(separator: "\n") {
      #expect(line.wholeMatch(of: /assay_[a-z_]+\{([a-z]+="([^"\\]|\\.)*",?)*\} [0-9]+/) != nil, "\(line)")
    }
  }

  /// Markdown without what stands in code, where nothing has a meaning.
  private static func withoutCode(_ markdown: String) -> String {
    var isCode = false
    let lines = markdown.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      guard !line.hasPrefix("```") else {
        isCode.toggle()
        return false
      }
      return !isCode
    }
    return lines.joined(separator: "\n").replacing(/`[^`\n]*`/, with: "")
  }

  @Test func `the status is that of the gravest problem, and the first line tells it`() {
    func report(_ weights: GateProblem.Weight...) -> GateReport {
      GateReport(
        assay: "0.1.0", problems: weights.map { GateProblem($0, .load, "\($0)") }, figures: [],
        verify: VerifyReport(assay: "0.1.0", rows: []),
        lint: LintReport(assay: "0.1.0", findings: [], inputs: 0, programs: 0),
        tests: TestReport(assay: "0.1.0", cases: []))
    }
    #expect(report().status == .pass)
    #expect(report(.notice, .warning).status == .pass)
    #expect(report(.inconclusive, .warning).status == .inconclusive)
    #expect(report(.warning, .inconclusive, .failure).status == .fail)
    #expect(report(.failure, .invalid).status == .invalid)
    #expect(
      GateText(report(.warning, .failure, .failure)).render(TerminalTraits()).hasPrefix("FAIL  failure (and 1 more)\n"))
  }

  @Test func `the compiler is said before the code`() {
    let report = Self.report("p")
    let undecided = report.problems.filter { $0.weight == .inconclusive }.map(\.title)
    #expect(
      undecided == ["the compiler changed: p, now z: 1 figure of 1 program cannot be compared with the baseline"])
  }

  @Test func `shards that do not belong together are not merged`() throws {
    var one = Self.report("p")
    var two = one
    one.shard = GateShard("1/3")
    two.shard = GateShard("2/3")
    let merged = try GateReport.merged([("1.json", one), ("2.json", two)])
    #expect(merged.problems.contains { $0.title == "shard 3/3 is missing: nothing is known of its inputs" })
    #expect(merged.figures.count == one.figures.count && merged.verify.rows.count == 1)
    two.shard = GateShard("2/4")
    #expect(throws: OptionError.self) { try GateReport.merged([("1.json", one), ("2.json", two)]) }
    two.shard = GateShard("2/3")
    two.commit?.hash = "other"
    #expect(throws: OptionError.self) { try GateReport.merged([("1.json", one), ("2.json", two)]) }
    #expect(throws: OptionError.self) { try GateReport.merged([]) }
    for text in ["0/3", "4/3", "1", "1/", "a/b", "-1/2", "1/2/3", ""] { #expect(GateShard(text) == nil, "\(text)") }
  }

  @Test func `a comment stays below what hosts take`() throws {
    var report = Self.report("program")
    let problem = try #require(report.problems.first { $0.weight == .failure })
    report.problems = (0..<3000).map { number in
      var copy = problem
      copy.title += " \(number)"
      return copy
    }
    #expect(GateMarkdown(report).render().utf8.count < 65_000)
  }
}
