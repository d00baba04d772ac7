import Jobs
import Reports
import TestSupport
import Testing

@Suite struct VerifyComparisonTests {
  private func report(_ rows: VerifyRow...) -> VerifyReport { VerifyReport(assay: "0.1.0", rows: rows) }

  @Test func `flips come first, then what went and what came`() throws {
    var worse = Rows.accepted
    worse.outcome.verdict = .rejected
    worse.outcome.reason = Reason("it has grown too complex", id: "A1104")
    var slower = Rows.rejected
    slower.outcome.figures.verifiedInstructions = 145
    let new = Rows.row("added", section: "xdp", verified: 7)
    let comparison = try VerifyComparison(
      base: report(Rows.rejected, Rows.accepted, Rows.policy), head: report(slower, new, worse), acrossKernels: false)
    #expect(comparison.flips == 1)
    #expect(comparison.broken == 1)
    expectGolden(
      ComparisonTable(comparison, onlyChanges: false).render(TerminalTraits()),
      at: "Tests/ReportsTests/Golden/compare.txt")
  }

  @Test(arguments: [40, 60, 80, 100])
  func `a figure and its change stay and go together`(_ columns: Int) throws {
    let comparison = try VerifyComparison(base: Rows.report, head: Rows.report, acrossKernels: false)
    let table = ComparisonTable(comparison, onlyChanges: false).render(TerminalTraits(columns: columns))
    let head = try #require(table.split(separator: "\n").first).split(separator: " ").dropFirst(2)
    #expect(head.count { $0 == "CHANGE" } * 2 == head.count)
  }

  @Test func `the same report twice has nothing to show`() throws {
    let comparison = try VerifyComparison(base: Rows.report, head: Rows.report, acrossKernels: false)
    #expect(comparison.flips == 0)
    #expect(
      ComparisonTable(comparison, onlyChanges: true).render(TerminalTraits())
        == "0 verdicts changed, 5 unchanged and not shown\n")
  }

  @Test func `figures of different kernels are not compared unless asked`() throws {
    var other = Rows.accepted
    other.kernel?.release = "6.1.0"
    let error = #expect(throws: OptionError.self) {
      try VerifyComparison(base: report(other), head: report(Rows.accepted), acrossKernels: false)
    }
    #expect(error?.description.contains("6.1.0") == true)
    #expect(error?.description.contains("--across-kernels") == true)
    let compared = try VerifyComparison(base: report(other), head: report(Rows.accepted), acrossKernels: true)
    #expect(compared.changes.count == 1)
  }
}
