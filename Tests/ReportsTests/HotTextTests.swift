import Jobs
import Reports
import TestSupport
import Testing

@Suite struct HotTextTests {
  private static func line(_ number: Int, _ text: String, _ walked: Int) -> HotProgram.Line {
    HotProgram.Line(file: "src/a.bpf.c", line: number, text: text, walked: walked)
  }

  private static let report: VerifyReport = {
    var inner = HotProgram.Part(kind: .loop, name: "for (j = 0; j < 4; j++)", instruction: 12, instructions: 6)
    inner.place = line(22, "for (j = 0; j < 4; j++)", 0)
    inner.walked = 60_000
    inner.rounds = 10_000
    inner.entered = 2_500
    inner.lines = [line(23, "sum += values[i][j];", 60_000)]
    var outer = HotProgram.Part(kind: .loop, name: "for (i = 0; i < 16; i++)", instruction: 9, instructions: 9)
    outer.place = line(21, "for (i = 0; i < 16; i++)", 0)
    outer.walked = 75_000
    outer.rounds = 2_400
    outer.entered = 100
    outer.lines = [line(21, "for (i = 0; i < 16; i++)", 15_000)]
    outer.parts = [inner]
    var main = HotProgram.Part(kind: .function, name: "filter", instruction: 0, instructions: 40)
    main.walked = 75_100
    main.entered = 1
    main.parts = [outer]
    main.lines = (0..<9).map { line(30 + $0, "step(\($0));\u{1B}[2J", $0 == 0 ? 60 : 5) }
    let place = line(25, "if (ip->protocol == IPPROTO_TCP)", 0)
    var row = Rows.row("filter", section: "xdp", verified: 81_905, states: 1_234)
    row.hot = HotProgram(
      walked: 75_100, omitted: 12, functions: [main],
      branches: [.init(instruction: 4, place: place, walked: 512, pruned: 3)])
    return VerifyReport(assay: "0", rows: [row, Rows.row("cold", section: "xdp")])
  }()

  @Test func `work is told as a tree, what took most first`() {
    let text = HotText(Self.report).render(TerminalTraits(columns: 100))
    expectGolden(text, at: "Tests/ReportsTests/Golden/hot.txt")
    for columns in [60, 100] {
      for line in HotText(Self.report).render(TerminalTraits(columns: columns)).split(separator: "\n") {
        #expect(TerminalText.width(line) <= columns, "\(line)")
        #expect(!line.contains("\u{1B}"))
      }
    }
  }

  @Test func `rows without it give nothing`() {
    #expect(HotText(Rows.report).render(TerminalTraits()).isEmpty)
  }
}
