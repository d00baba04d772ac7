import Findings
import Foundation
import Gate
import Jobs
import Measuring
import Project
import Testing

@testable import Reports

/// A gate's report in every format.
@Suite struct GateReportTests {
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

  @Test func `a lint that blocks is told by its cell, and one that warns by another`() {
    var report = HostileReports.gate("p")
    func cell() -> String { GateRow.all(of: report).first.map { GateCells(row: $0).lint } ?? "" }
    #expect(cell() == "1 error")
    for index in report.problems.indices where report.problems[index].part == .lint {
      report.problems[index].weight = .failure
    }
    #expect(cell() == "FAIL: 1 error")
  }

  @Test func `coverage has a column where it was measured, and what reaches every task a line behind the table`() throws
  {
    var report = HostileReports.gate("p")
    let text = GateText(report).render(TerminalTraits(columns: 140))
    let head = try #require(text.split(separator: "\n").first { $0.contains("PROGRAM") })
    #expect(head.contains("COVERED") && text.contains("  50.0 %  "), "\(text)")
    #expect(GateMarkdown(report).render().contains("| Tests | Covered | Lint |"))
    let note = "note: every task of this machine runs p and p while their cases do\n"
    #expect(text.contains(note) && (text.range(of: note)?.lowerBound ?? text.startIndex) > head.startIndex)
    report.coverage = nil
    report.tests.everyTask = nil
    let plain = GateText(report).render(TerminalTraits(columns: 140))
    #expect(!plain.contains("COVERED") && !plain.contains("every task"))
    #expect(!GateMarkdown(report).render().contains("Covered"))
  }

  @Test func `the compiler is said before the code`() {
    let report = HostileReports.gate("p")
    let undecided = report.problems.filter { $0.weight == .inconclusive }.map(\.title)
    #expect(
      undecided == ["the compiler changed: p, now z: 1 figure of 1 program cannot be compared with the baseline"])
  }

  @Test func `shards that do not belong together are not merged`() throws {
    var one = HostileReports.gate("p")
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
    var report = HostileReports.gate("program")
    let problem = try #require(report.problems.first { $0.weight == .failure })
    report.problems = (0..<3000).map { number in
      var copy = problem
      copy.title += " \(number)"
      return copy
    }
    #expect(GateMarkdown(report).render().utf8.count < 65_000)
  }
}
