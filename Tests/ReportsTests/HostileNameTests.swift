import Charts
import Findings
import Foundation
import Gate
import Jobs
import Project
import Records
import TestSupport
import Testing
import VerifierLog

@testable import Reports

/// Names that nobody vouches for, in every format that Assay prints.
@Suite struct HostileNameTests {
  /// A format: what it is read as, and how a report of which every text is one name comes out of it.
  private struct Format: Sendable {
    let name: String
    let form: ReadReport.Form
    let render: @Sendable (String) throws -> String

    init(_ name: String, _ form: ReadReport.Form, _ render: @escaping @Sendable (String) throws -> String) {
      self.name = name
      self.form = form
      self.render = render
    }
  }

  private static let terminal = TerminalTraits(columns: 100)

  private static let formats: [Format] =
    [
      Format("verify table", .text) { VerifyTable(HostileReports.verify($0)).render(terminal) },
      Format("verify matrix", .text) { VerifyMatrix(HostileReports.verify($0)).render(terminal) },
      Format("verify csv in a terminal", .csv) { VerifyCSV.render(HostileReports.verify($0), escaped: true) },
      Format("verify json", .json) { try CanonicalJSON.document(HostileReports.verify($0)) },
      Format("lint text", .text) { LintText(HostileReports.lint($0), isVerbose: true).render(terminal) },
      Format("lint gcc", .lines) { LintText(HostileReports.lint($0)).gcc() },
      Format("lint github", .commands) { LintText(HostileReports.lint($0)).github() },
      Format("lint json", .json) { try CanonicalJSON.document(HostileReports.lint($0)) },
      Format("lint sarif", .sarif) { try ExplainSARIF(HostileReports.lint($0).explained).render() },
      Format("lint markdown", .markdown) { ExplainMarkdown(HostileReports.lint($0).explained).render() },
      Format("explain text", .text) { ExplainText(HostileReports.explain($0), isVerbose: true).render(terminal) },
      Format("explain json", .json) { try CanonicalJSON.document(HostileReports.explain($0)) },
      Format("explain sarif", .sarif) { try ExplainSARIF(HostileReports.explain($0)).render() },
      Format("explain markdown", .markdown) { ExplainMarkdown(HostileReports.explain($0)).render() },
      Format("explain html", .html) {
        try ExplainPage(
          HostileReports.explain($0),
          traces: [Trace(path: ["0: R1=ctx() R10=fp0", "; \($0) @ \($0):3", "0: (b7) r6 = 5"])]
        ).render()
      },
      Format("test text", .text) { TestText(HostileReports.test($0), isVerbose: true).render(terminal) },
      Format("test tap", .commands) { TestLines(HostileReports.test($0)).tap() },
      Format("test gcc", .lines) { TestLines(HostileReports.test($0)).gcc() },
      Format("test github", .commands) { TestLines(HostileReports.test($0)).github() },
      Format("test junit", .junit) { TestJUnit(HostileReports.test($0)).render() },
      Format("test json", .json) { try CanonicalJSON.document(HostileReports.test($0)) },
      Format("coverage text", .text) { CoverageText(HostileReports.coverage($0)).summary(terminal) },
      Format("coverage of the source", .text) { CoverageText(HostileReports.coverage($0)).source(terminal) },
      Format("coverage html", .html) { CoverageHTML(HostileReports.coverage($0)).render() },
      Format("coverage json", .json) { try CanonicalJSON.document(HostileReports.coverage($0)) },
      Format("bench text", .text) { BenchText(HostileReports.bench($0)).render(terminal) },
      Format("bench json", .json) { try CanonicalJSON.document(HostileReports.bench($0)) },
      Format("bench svg", .xml) { BenchChart.svg(HostileReports.bench($0)) },
      Format("bench benchstat", .lines) { BenchGoText(HostileReports.bench($0).figures).render() },
      Format("bench github-benchmark", .json) { try BenchActionJSON.render(HostileReports.bench($0).figures) },
      Format("bench bencher", .json) { try BenchBencherJSON.render(HostileReports.bench($0).figures) },
      Format("gate text", .text) { GateText(HostileReports.gate($0)).render(terminal) },
      Format("gate github", .commands) { GateGitHub.render(HostileReports.gate($0)) },
      Format("history of a program", .text) { TrendText(HostileReports.trend($0)).render(terminal) },
      Format("history of all", .text) { ProgramListText(HostileReports.trend($0)).render(terminal) },
      Format("history json", .json) { try CanonicalJSON.document(HostileReports.trend($0)) },
      Format("history export", .jsonLines) {
        String(decoding: try CanonicalJSON.encode(HostileReports.run($0)), as: UTF8.self)
      },
      Format("history record", .lines) { RecordedText.words(HostileReports.run($0), isNew: true, path: $0) },
      Format("bisect", .text) { BisectText(HostileReports.bisect($0)).render(terminal) },
      Format("dashboard", .html) { pages(HostileReports.dashboard($0)).map(\.text).joined() },
      Format("loaded programs", .metrics) { MetricsText(HostileReports.loaded($0).metrics).render(.prometheus) },
      Format("rules", .yaml) { name in
        let span = SourceSpan(file: name, line: 1, column: 1)
        return PrometheusRules(budgets: [
          ProgramBudget(
            .nanoseconds, limit: 5, program: NamePattern(name), others: [NamePattern(name + "*")], place: span)
        ]).render()
      },
      Format("a graph", .xml) {
        LayeredGraph(
          title: $0, nodes: [GraphNode(heading: $0, lines: [.source($0), .instruction($0)])], edges: []
        ).svg
      },
    ]
    + ReportKind.allCases.map { kind in
      Format("gate \(kind.rawValue)", form(kind)) { try kind.render(HostileReports.gate($0)) }
    }
    + reports.map { name, report in
      Format("\(name) as metrics", .metrics) { MetricsText(report($0).metrics).render(.prometheus) }
    }

  private static let reports: [(String, @Sendable (String) -> AnyReport)] = [
    ("verify", { .verify(HostileReports.verify($0)) }), ("lint", { .lint(HostileReports.lint($0)) }),
    ("test", { .test(HostileReports.test($0)) }), ("bench", { .bench(HostileReports.bench($0)) }),
    ("gate", { .gate(HostileReports.gate($0)) }), ("coverage", { .coverage(HostileReports.coverage($0)) }),
  ]

  /// As a file has it, names are as they are.
  private static let rawCSV = Format("verify csv", .csv) { VerifyCSV.render(HostileReports.verify($0), escaped: false) }

  private static func form(_ kind: ReportKind) -> ReadReport.Form {
    switch kind {
    case .json: .json
    case .markdown: .markdown
    case .sarif: .sarif
    case .junit: .junit
    case .codeQuality: .codeQuality
    case .metrics: .metrics
    }
  }

  private static func pages(_ dashboard: Dashboard) -> [DashboardPage] {
    var pages: [DashboardPage] = []
    DashboardPages(dashboard).forEach { pages.append($0) }
    return pages
  }

  /// Each format is what it should be by the parsers and schemas of others, and has the same parts whatever the name: no name
  /// ends a string, an element, a row, a line, or begins one.
  @Test(.requires("lint-python3")) func `a name is text in every format`() async throws {
    var reports: [ReadReport] = []
    for format in Self.formats + [Self.rawCSV] {
      let plain = try format.render("plain")
      for name in HostileReports.names {
        reports.append(
          ReadReport(
            "\(format.name) of \(name.debugDescription)", format.form, try format.render(name), peer: plain))
      }
    }
    try await ReadReport.expectRead(reports)
  }

  /// What a terminal obeys, or what reorders or hides text, is in no format; a service's command is in none that is not of
  /// commands.
  @Test func `no name moves a cursor or gives a command`() throws {
    for format in Self.formats {
      for name in HostileReports.names {
        let text = try format.render(name)
        // JSON escapes what its parsers must not see, and keeps the rest for machines that take it back.
        let isForMachines = [.json, .jsonLines, .sarif, .codeQuality].contains(format.form)
        let plain: [Unicode.Scalar] =
          format.form == .csv ? ["\r", "\n"] : format.form == .lines ? ["\t", "\n"] : ["\n"]
        let controls = text.unicodeScalars.filter { scalar in
          let category = scalar.properties.generalCategory
          return !plain.contains(scalar)
            && (scalar.value < 0x20 || !isForMachines && [.control, .format].contains(category))
        }
        #expect(controls.isEmpty, "\(format.name) of \(name.debugDescription)")
        guard format.form == .text else { continue }
        // GitHub's runner looks for commands behind spaces, too. `::ffff:10.0.0.1` is an address.
        let commands = text.split(separator: "\n").filter { $0.contains(/^ *::[a-f]*[g-z]|##\[/) }
        #expect(commands.isEmpty, "\(format.name) of \(name.debugDescription): \(commands)")
      }
    }
  }

  /// A comment has one marker, by which it is found again, and calls nobody.
  @Test(arguments: HostileReports.names) func `a comment is found again`(_ name: String) {
    let comment = GateMarkdown(HostileReports.gate(name)).render()
    #expect(comment.hasPrefix(GateMarkdown.marker + "\n"))
    let prose = Self.withoutCode(comment)
    #expect(prose.components(separatedBy: GateMarkdown.marker).count == 2, "\(prose)")
    #expect(!prose.contains("@everyone"), "\(prose)")
  }

  @Test(arguments: HostileReports.names) func `what goes out as JSON comes in again`(_ name: String) throws {
    let report = HostileReports.gate(name)
    let read = try CanonicalJSON.decode(GateReport.self, from: Data(try CanonicalJSON.document(report).utf8))
    #expect(read == report)
    let run = HostileReports.run(name)
    #expect(try CanonicalJSON.decode(RunRecord.self, from: try CanonicalJSON.encode(run)) == run)
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
}
