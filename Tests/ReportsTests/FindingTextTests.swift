import Explanations
import Findings
import Reports
import TestSupport
import Testing

@Suite struct FindingTextTests {
  static let page = ExplanationPage(
    id: "A1203", title: "packet bytes used without a bounds check", why: "A packet may end anywhere.", fix: nil,
    causes: ["The pointer was moved after the check."],
    repair: .init(
      before: "struct tcphdr *tcp = (void *)ip + ip->ihl * 4;\nreturn tcp->syn;\n",
      after: """
        struct tcphdr *tcp = (void *)ip + ip->ihl * 4;
        if ((void *)(tcp + 1) > end)
        \treturn XDP_PASS;
        return tcp->syn;
        """))

  static let finding = Finding(
    id: "A1203", severity: .error, title: "packet read without a bounds check: tcp", program: "count_syn",
    instruction: 29,
    primary: LabelledSpan(
      SourceSpan(file: "filter.bpf.c", line: 30, column: 7),
      label: "reads 2 bytes, up to 88 bytes into the packet; a packet may end at 34", text: "\tif (!tcp->syn)",
      instruction: 29),
    related: [
      LabelledSpan(
        SourceSpan(file: "filter.bpf.c", line: 24, column: 23), label: "this proves 34 bytes",
        text: "\tif ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP))", instruction: 9),
      LabelledSpan(
        SourceSpan(file: "parsing.h", line: 1029, column: 34),
        label: "moves the pointer by 0 to 60 bytes: what ① proved no longer covers it, 0 bytes are proven from here",
        text: "\tstruct tcphdr *tcp = (void *)ip + ip->ihl * 4;"),
      LabelledSpan(SourceSpan(file: "", line: 0), label: "a line that only the log knows", text: "goto out;"),
    ],
    notes: ["the check is there, but on another value"],
    fix: "check the moved pointer before reading through it", claim: .observed(kernel: "6.18.44 (host)"))

  static let context = FindingContext(
    programType: "xdp", kernel: "6.18.44 (host)",
    messages: ["invalid access to packet, off=26 size=2, R1(id=1,off=26,r=0)", "R1 offset is outside of the packet"])

  @Test(arguments: [60, 100, 200], [false, true])
  func `a finding tells its story within the columns`(columns: Int, verbose: Bool) {
    let text = FindingText(Self.finding, context: Self.context, page: Self.page, isVerbose: verbose)
      .render(TerminalTraits(columns: columns))
    if columns < 200 {
      expectGolden(text, at: "Tests/ReportsTests/Golden/finding-\(columns)\(verbose ? "-verbose" : "").txt")
    }
    for line in text.split(separator: "\n") { #expect(TerminalText.width(line) <= min(columns, 100), "\(line)") }
  }

  @Test func `an example of other code is shown where its changed lines call nothing else`() {
    func shows(_ text: String, _ after: String) -> Bool {
      var finding = Self.finding
      finding.primary?.text = text
      let page = ExplanationPage(
        id: "A1704", title: "", why: "", fix: nil, repair: .init(before: "count(e->kind);", after: after))
      return FindingText(finding, context: Self.context, page: page).render(TerminalTraits(columns: 100))
        .contains("  for example:\n")
    }
    #expect(shows("\tbpf_ringbuf_submit(e, 0);", "count(e->kind);\nbpf_ringbuf_submit(e, 0);"))
    #expect(!shows("\tbpf_ringbuf_submit_dynptr(&e, 0);", "count(e->kind);\nbpf_ringbuf_submit(e, 0);"))
    #expect(!shows("\tbpf_task_release(task);", "count(e->kind);\nbpf_ringbuf_submit(e, 0);"))
    #expect(shows("\tbpf_task_release(task);", "if (sizeof(*e) > 8)\n\treturn 0;\ncount(e->kind);"))
  }

  @Test func `colour adds nothing but colour`() {
    let text = FindingText(Self.finding, context: Self.context, page: Self.page)
    let coloured = text.render(TerminalTraits(columns: 100, colour: true))
    let plain = text.render(TerminalTraits(columns: 100))
    #expect(coloured != plain)
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
  }

  @Test func `no foreign byte reaches the terminal`() {
    var finding = Self.finding
    let evil = "\u{1B}[2J\u{7}\u{202E}\r\n`x`"
    finding.title = evil
    finding.program = evil
    finding.fix = evil
    finding.notes = [evil]
    finding.id = evil
    finding.primary = LabelledSpan(SourceSpan(file: evil, line: 1, column: 3), label: evil, text: evil)
    finding.related = [LabelledSpan(SourceSpan(file: "", line: 0), label: evil, text: evil)]
    let context = FindingContext(programType: evil, kernel: evil, messages: [evil])
    let report = ExplainReport(
      assay: "0",
      logs: [Self.log(finding, context), Self.log(nil, context, .accepted), Self.log(nil, context, .incomplete)],
      notes: [evil])
    let texts = [
      ExplainText(report, isVerbose: true).render(TerminalTraits()), ExplainMarkdown(report).render(),
      FindingText(finding, context: context, page: Self.page).render(TerminalTraits()),
    ]
    for text in texts {
      #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{7}" || $0 == "\u{202E}" || $0 == "\r" })
    }
  }

  static func log(
    _ finding: Finding?, _ context: FindingContext, _ verdict: ExplainedLog.Verdict = .refused
  ) -> ExplainedLog {
    var log = ExplainedLog(input: "\u{1B}a", verdict: verdict, context: context)
    log.finding = finding
    return log
  }

  @Test func `a comment cannot be broken out of`() {
    var finding = Self.finding
    finding.title = "</details> <script> [a](b) @team *x* `c` | #1"
    finding.primary?.text = "```` not the end"
    let text = ExplainMarkdown(ExplainReport(assay: "0", logs: [Self.log(finding, Self.context)])).render()
    #expect(
      text.hasPrefix("### `A1203` &lt;/details&gt; &lt;script&gt; \\[a\\](b) &#64;team \\*x\\* `c` \\| \\#1\n"))
    #expect(text.contains("\n`````\n"))
  }
}
