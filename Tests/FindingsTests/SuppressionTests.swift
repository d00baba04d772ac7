import Findings
import TestSupport
import Testing

@Suite struct SuppressionTests {
  private static let names = ["A2101": "unchecked-update", "A2301": "trace-printk"]
  private static let now = CalendarMonth("2026-11") ?? .first

  private static func finding(_ id: String, line: Int, program: String = "main") -> Finding {
    Finding(
      id: id, severity: .warning, title: "t", program: program,
      primary: LabelledSpan(SourceSpan(file: "a.bpf.c", line: line), label: ""), claim: .declared(section: "xdp"))
  }

  private static func apply(_ text: String, to findings: [Finding]) -> SuppressionList.Applied {
    var list = SuppressionList()
    list.read(text, file: "a.bpf.c")
    return list.apply(to: findings, names: names, asked: Set(names.keys), now: now)
  }

  @Test(arguments: [
    "x(); // assay: allow A2101: never full", "/* assay: allow unchecked-update until 2026-11: never full */",
    "// assay: allow A2301, A2101 until 2027-06: both",
  ])
  func `A comment covers its own line and the one below it`(line: String) {
    for place in [1, 2] {
      let applied = Self.apply(line, to: [Self.finding("A2101", line: place)])
      #expect(applied.kept.isEmpty && applied.suppressed.count == 1 && applied.complaints.isEmpty)
    }
    #expect(Self.apply(line, to: [Self.finding("A2101", line: 3)]).kept.count == 1)
  }

  @Test func `Leave for another rule, program or file covers nothing`() {
    let applied = Self.apply("// assay: allow A2301: debug build", to: [Self.finding("A2101", line: 1)])
    #expect(applied.kept.count == 1)
    #expect(applied.complaints.map(\.id) == ["A2901"])
    var list = SuppressionList()
    list.add(
      Suppression(
        rules: ["A2101"], reason: "r", place: SourceSpan(file: "assay.yml", line: 4), program: "other"))
    #expect(
      list.apply(to: [Self.finding("A2101", line: 1)], names: Self.names, asked: [], now: Self.now).kept.count == 1)
  }

  @Test func `What ended is a finding, and covers no more`() {
    let applied = Self.apply("// assay: allow A2101 until 2026-10: soon", to: [Self.finding("A2101", line: 2)])
    #expect(applied.kept.count == 1)
    #expect(applied.complaints.map(\.id) == ["A2902"])
  }

  @Test(arguments: [
    ("// assay: allow A2101", SuppressionFault.Kind.noReason), ("// assay: allow A2101: ", .noReason),
    ("// assay: allow : why", .noRule), ("// assay: permit A2101: why", .unknownVerb),
    ("// assay: allow A2101 until soon: why", .badMonth), ("// assay: allow A2101 until 2026-13: why", .badMonth),
    ("// assay:", .unknownVerb),
  ])
  func `A comment that cannot be read says what is wrong`(line: String, kind: SuppressionFault.Kind) {
    let applied = Self.apply(line, to: [])
    #expect(applied.complaints.map(\.title) == [kind.rawValue])
    #expect(applied.complaints.first?.primary?.span.column == 4)
  }

  @Test func `Other comments are none of ours`() {
    let text = "// assays: a\nint assay = 3; // see assay: not at the start\nchar *s = \"assay: allow\";"
    #expect(Self.apply(text, to: []).complaints.isEmpty)
  }

  @Test func `Any text is read without a trap`() {
    var random = SeededGenerator(seed: 4)
    let words = ["//", "/*", "*/", "assay:", "allow", "until", "2027-06", ":", " ", "\n", "A2101", "é", "\t"]
    for _ in 0..<2_000 {
      let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        words[Int.random(in: words.indices, using: &random)]
      }.joined()
      _ = Self.apply(text, to: [Self.finding("A2101", line: 1)])
    }
  }
}
