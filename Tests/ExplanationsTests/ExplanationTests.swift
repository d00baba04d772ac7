import Explanations
import TestSupport
import Testing
import VerifierLog

@Suite struct ExplanationTests {
  private static let cases: [(id: String, example: ExplanationPage.Example)] = Explainer.inOrder.flatMap {
    explanation in
    explanation.page.examples.map { (explanation.page.id, $0) }
  }

  private static func rejection(of example: ExplanationPage.Example) -> Rejection {
    var digest = LogDigest()
    digest.messages = example.messages
    digest.path = example.path
    return Rejection(digest)
  }

  @Test func `every example is explained by its own page, in its words`() {
    for (id, example) in Self.cases {
      let explained = Explainer.explain(Self.rejection(of: example))
      #expect(explained.id == id, "\(example.messages)")
      #expect(explained.summary == example.summary, "\(example.messages)")
    }
  }

  @Test func `no example is claimed by two pages`() {
    for (id, example) in Self.cases {
      let rejection = Self.rejection(of: example)
      let claiming = Explainer.inOrder.compactMap { $0.explain(rejection) }.filter { !$0.isGeneral }.map(\.id)
      #expect(claiming == [id] || claiming.isEmpty, "\(claiming) \(example.messages)")
    }
  }

  @Test func `ids are unique, in form, and every page has an example`() {
    let pages = Explainer.inOrder.map { $0.page }
    #expect(Set(pages.map(\.id)).count == pages.count)
    for page in pages {
      #expect(page.id.count == 5 && page.id.hasPrefix("A1"), "\(page.id)")
      #expect(!page.examples.isEmpty, "\(page.id)")
      #expect(!page.title.hasSuffix(".") && page.why.hasSuffix("."), "\(page.id)")
      #expect(page.fix?.hasSuffix(".") != true, "\(page.id)")
      #expect(!page.title.contains("\n") && !page.why.contains("\n") && page.fix?.contains("\n") != true, "\(page.id)")
    }
  }

  @Test func `a page is found by its id in any case`() {
    #expect(Explainer.page("a1002")?.title == "more than 512 bytes of stack along one call chain")
    #expect(Explainer.page("A9999") == nil)
  }

  @Test func `the reason column reads as id and summary`() {
    var digest = LogDigest()
    digest.messages = ["combined stack size of 2 calls is 576. Too large"]
    #expect(
      Explainer.explain(Rejection(digest)).line == "A1002 576 bytes of stack along one call chain; the limit is 512")
  }

  @Test func `noise beside the message changes nothing`() {
    var digest = LogDigest()
    digest.messages = [
      "Global function f() doesn't return scalar. Only those are supported.",
      "arg#0 reference type('UNKNOWN ') size cannot be determined: -22", "R0 invalid mem access 'map_value_or_null'",
    ]
    #expect(Explainer.explain(Rejection(digest)).id == "A1201")
  }

  @Test(arguments: [
    ("bpf_prog_load failed: cannot call GPL-restricted function from non-GPL compatible program", "A1501"),
    ("main: attaching failed: verifier: R1 invalid mem access 'scalar'", "A1250"),
    ("main: attaching failed: no such thing: Permission denied", "A1000"),
  ])
  func `a loader's words before the verifier's on one line change nothing`(message: String, id: String) {
    var digest = LogDigest()
    digest.messages = [message]
    #expect(Explainer.explain(Rejection(digest)).id == id)
  }

  @Test func `the limit comes from the statistics when they have it`() {
    var digest = LogDigest()
    digest.messages = ["BPF program is too large. Processed 1000001 insn"]
    digest.statistics = LogStatistics(verifiedInstructions: 1_000_001)
    digest.statistics?.limit = 1_000_000
    #expect(Explainer.explain(Rejection(digest)).summary.hasSuffix("the limit is 1,000,000"))
  }

  @Test(arguments: [
    "combined stack size of many calls",
    "combined stack size of 2 calls is 99999999999999999999999. Too large",
    "stack size 9223372036854775807(extra 1) is too large",
    "invalid access to packet, off=9223372036854775807 size=1, R1(id=0,off=0,r=1)",
    "invalid write to stack R10 off=-9223372036854775808 size=", "At program exit the register R0 has",
    "BPF program is too large. Processed -9223372036854775808 insn", "%d %s %", "", "invalid stack type",
  ])
  func `what fits no page is given as it is`(message: String) {
    var digest = LogDigest()
    digest.messages = [message]
    let explained = Explainer.explain(Rejection(digest))
    #expect(explained.id == "A1000")
    #expect(explained.summary == (message.isEmpty ? "the verifier gave no reason" : message))
  }

  @Test func `messages cut at any place never trap`() {
    var random = SeededGenerator(seed: 31)
    for (_, example) in Self.cases {
      for message in example.messages {
        for _ in 0..<6 {
          let end = message.index(message.startIndex, offsetBy: Int.random(in: 0...message.count, using: &random))
          var digest = LogDigest()
          digest.messages = [String(message[..<end]), String(message[end...])]
          digest.path = example.path
          _ = Explainer.finding(Rejection(digest), kernel: "6.18")
        }
      }
    }
  }
}
