import Findings
import Foundation
import FoundationXML
import Jobs
import TestSupport
import Testing

@testable import Reports

@Suite
struct TestReportTests {
  private static let host = KernelIdentity(name: "host", release: "6.18.44", machine: "x86_64")
  private static let old = KernelIdentity(name: "debian:6.1", release: "6.1.0-50-cloud-amd64", machine: "x86_64")

  private static func tested(_ name: String, line: Int, on kernel: KernelIdentity? = host) -> TestedCase {
    TestedCase(
      file: "net/firewall.test.yml", span: SourceSpan(file: "net/firewall.test.yml", line: line, column: 5), name: name,
      object: "net/firewall.bpf.c", program: "xdp_firewall", kernel: kernel)
  }

  private static var report: TestReport {
    var failed = tested("drops a blocked source", line: 41)
    failed.result = .failed
    let file = "net/firewall.test.yml"
    failed.differences = [
      CaseDifference(
        .return, expected: "XDP_DROP (1)", actual: "XDP_PASS (2)", span: SourceSpan(file: file, line: 47, column: 15)),
      CaseDifference(.packet, path: "ipv4.ttl", expected: "63", actual: "64", span: SourceSpan(file: file, line: 48)),
      CaseDifference(
        .maps, path: "blocked[10.0.0.7].hits", expected: "1", actual: "0", span: SourceSpan(file: file, line: 49)),
      CaseDifference(
        .events, path: "events[0].comm", expected: "\"a name that is rather long\" of thirty-one bytes and more",
        actual: "\"another name that is rather long\" of thirty-one bytes and more", step: 2),
    ]
    failed.evidence = [
      CaseEvidence(title: "sent", lines: ["eth 02:00:00:00:00:01 > 02:00:00:00:00:02", "ipv4 10.0.0.7 > 10.0.0.1"])
    ]
    failed.trace = ["blocked: 7"]
    failed.notes = ["3 more printed lines were lost"]
    var skipped = tested("denies an open", line: 60)
    skipped.result = .skipped
    skipped.reason = Reason("lsm programs cannot be test-run", advice: "Make it a live case.")
    var absent = tested("drops a blocked source", line: 41, on: old)
    absent.result = .environment
    absent.reason = Reason("the machine did not come up", advice: "Look at its console.", evidence: ["Kernel panic"])
    var passed = tested("passes the rest", line: 30)
    passed.notes = ["ran on debian:6.1 in place of the running kernel: program spin may run for very long"]
    return TestReport(
      assay: "0.1", cases: [passed, failed, skipped, absent], seconds: 1.25,
      notes: ["debian:6.1 was fetched"])
  }

  /// A case whose every text is hostile to every format.
  private static var hostile: TestReport {
    let text = "\"'<&>]]>\u{1B}[31m\n::error::#%,: \u{202E}\u{0}"
    var tested = TestedCase(
      file: text, span: SourceSpan(file: text, line: 1, column: 1), name: text, object: text, program: text,
      kernel: KernelIdentity(name: text, release: text, machine: text))
    tested.result = .failed
    tested.reason = Reason(text, advice: text, evidence: [text])
    tested.differences = [CaseDifference(.maps, path: text, expected: text, actual: text)]
    tested.evidence = [CaseEvidence(title: "sent", lines: [text])]
    tested.trace = [text]
    tested.notes = [text]
    var skipped = tested
    skipped.result = .skipped
    return TestReport(assay: "0.1", cases: [tested, skipped], notes: [text])
  }

  @Test(arguments: [60, 100])
  func `failed cases are told with all that helps`(columns: Int) {
    expectGolden(
      TestText(Self.report).render(TerminalTraits(columns: columns)),
      at: "Tests/ReportsTests/Golden/test-\(columns).txt")
  }

  @Test func `every case is listed on request`() {
    let text = TestText(Self.report, isVerbose: true).render(TerminalTraits())
    for name in ["passes the rest", "denies an open"] { #expect(text.contains(name)) }
    #expect(!TestText(Self.report).render(TerminalTraits()).contains("passes the rest"))
  }

  @Test func `cases with one reason are told by it once`() {
    let cases = (1...3).map { line in
      TestedCase(
        file: "a.test.yml", span: SourceSpan(file: "a.test.yml", line: line, column: 5), name: "case \(line)",
        object: "a.bpf.c", program: "", kernel: nil
      ).ended(line == 3 ? .environment : .failed, Reason("it does not compile", advice: "Mend it."))
    }
    let text = TestText(TestReport(assay: "0.1", cases: cases)).render(TerminalTraits(columns: 100))
    #expect(
      text == """
        FAIL  a.test.yml  2 failed, 1 not run

        FAIL  a.test.yml:1  case 1
        FAIL  a.test.yml:2  case 2
          it does not compile
          Mend it.

        ?     a.test.yml:3  case 3
          it does not compile
          Mend it.

        3 cases of 1 file: 2 failed, 1 not run

        """)
  }

  @Test func `tools read the cases`() {
    expectGolden(TestJUnit(Self.report).render(), at: "Tests/ReportsTests/Golden/test.junit.xml")
    expectGolden(TestLines(Self.report).tap(), at: "Tests/ReportsTests/Golden/test.tap")
    expectGolden(TestLines(Self.report).github(), at: "Tests/ReportsTests/Golden/test.github")
    expectGolden(TestLines(Self.report).gcc(), at: "Tests/ReportsTests/Golden/test.gcc")
  }

  @Test func `hostile names break no format`() throws {
    let text = TestText(Self.hostile, isVerbose: true).render(TerminalTraits())
    let lines = TestLines(Self.hostile)
    for output in [text, lines.tap(), lines.gcc(), lines.github(), TestJUnit(Self.hostile).render()] {
      #expect(!output.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{0}" })
    }
    #expect(text.split(separator: "\n").allSatisfy { !$0.hasPrefix("::error::") })
    #expect(lines.github().split(separator: "\n").count == 1)
    #expect(lines.tap().split(separator: "\n").count(where: { $0.hasPrefix("ok ") || $0.hasPrefix("not ok ") }) == 2)
    let parser = XMLParser(data: Data(TestJUnit(Self.hostile).render().utf8))
    #expect(parser.parse())
  }
}
