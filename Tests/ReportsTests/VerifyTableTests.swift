import Jobs
import Reports
import TestSupport
import Testing

@Suite struct VerifyTableTests {
  @Test(arguments: [60, 100, 200])
  func `the table fits its terminal`(columns: Int) {
    let text = VerifyTable(Rows.report).render(TerminalTraits(columns: columns))
    expectGolden(text, at: "Tests/ReportsTests/Golden/verify-\(columns).txt")
    for line in text.split(separator: "\n") {
      #expect(TerminalText.width(line) <= columns, "\(line)")
    }
  }

  @Test func `no foreign byte reaches the terminal`() {
    let text = VerifyTable(Rows.report, columns: VerifyColumn.all).render(TerminalTraits(columns: 400))
    #expect(!text.contains("\u{1B}"))
    #expect(!text.contains("\u{7}"))
    #expect(!text.contains("\u{202E}"))
    #expect(text.contains("x\\x1b[31mred"))
  }

  @Test func `colour adds nothing but colour`() {
    let plain = VerifyTable(Rows.report).render(TerminalTraits(columns: 100))
    let coloured = VerifyTable(Rows.report).render(TerminalTraits(columns: 100, colour: true))
    let stripped = coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "")
    #expect(stripped == plain)
    #expect(coloured != plain)
  }

  @Test func `an empty report says so`() {
    #expect(
      VerifyTable(VerifyReport(assay: "0.1.0", rows: [])).render(TerminalTraits())
        == "nothing to show: no row is left\n")
  }
}
