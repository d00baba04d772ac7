import Findings
import Fixtures
import KernelFacts
import Placed
import Testing

@Suite struct ReturnExpectationTests {
  private func read(_ text: String, _ type: ProgramType) -> (ReturnExpectation?, [PlacedProblem]) {
    var problems = PlacedProblems()
    let node = PlacedNode(
      content: .scalar(text, isPlain: false), span: SourceSpan(file: "a.test.yml", line: 2, column: 3))
    let expectation = ReturnExpectation(node, type: type, &problems)
    return (expectation, problems.all)
  }

  /// `expected | actual`; empty when they agree.
  private func difference(_ text: String, _ type: ProgramType, _ returned: UInt32) throws -> String {
    let expectation = try #require(read(text, type).0)
    return expectation.difference(from: returned).map { "\($0.expected) | \($0.actual)" } ?? ""
  }

  @Test func `names and numbers are compared as the type means them`() throws {
    #expect(try difference("XDP_DROP", .xdp, 1) == "")
    #expect(try difference("XDP_DROP", .xdp, 2) == "XDP_DROP (1) | XDP_PASS (2)")
    #expect(try difference("0x1", .xdp, 2) == "XDP_DROP (1) | XDP_PASS (2)")
    #expect(try difference("4294967295", .socketFilter, 0xffff_ffff) == "")
    #expect(try difference("60", .socketFilter, 0xffff_ffff) == "60 | 4294967295")
    #expect(try difference("TC_ACT_UNSPEC", .schedCls, 0xffff_ffff) == "")
    #expect(try difference("-1", .schedCls, 0xffff_ffff) == "")
    #expect(try difference("0xffffffff", .schedCls, 0xffff_ffff) == "")
    #expect(try difference("TCX_DROP", .schedCls, 0) == "TC_ACT_SHOT (2) | TC_ACT_OK (0)")
    #expect(try difference("-22", .syscall, 0) == "-22 | 0")
    #expect(try difference("allow", .cgroupSkb, 0) == "allow (1) | deny (0)")
  }

  @Test func `comparisons are too`() throws {
    #expect(try difference(">= 1", .xdp, 0) == ">= 1 | XDP_ABORTED (0)")
    #expect(try difference("!= XDP_PASS", .xdp, 2) == "!= XDP_PASS | XDP_PASS (2)")
    #expect(try difference("!= XDP_PASS", .xdp, 1) == "")
    #expect(try difference("XDP_DROP..XDP_PASS", .xdp, 3) == "XDP_DROP..XDP_PASS | XDP_TX (3)")
    #expect(try difference("1 .. 3", .xdp, 3) == "")
    #expect(try difference("< 0", .schedCls, 0xffff_fffe) == "")
    #expect(try difference("<0", .schedCls, 1) == "<0 | TC_ACT_RECLASSIFY (1)")
    #expect(try difference("> -2", .schedCls, 0xffff_fffe) == "> -2 | -2")
    #expect(try difference("== 5", .socketFilter, 5) == "")
    #expect(try difference("any", .xdp, 77) == "")
  }

  @Test(arguments: [
    ("XDP_DORP", ProgramType.xdp, "'XDP_DORP' is no return value of xdp programs; did you mean 'XDP_DROP'?"),
    ("shot", .schedCls, "'shot' is no return value of sched_cls programs; did you mean 'TC_ACT_SHOT'?"),
    (
      "SK_PASS", .netfilter,
      "'SK_PASS' is no return value of netfilter programs; write a number, or one of NF_DROP, NF_ACCEPT"
    ),
    ("nothing", .syscall, "'nothing' is no return value of syscall programs; write a number"),
    ("-1", .xdp, "expected a number from 0 to 4294967295, found '-1'"),
    ("-2147483649", .schedCls, "expected a number from -2147483648 to 4294967295, found '-2147483649'"),
    ("12x", .xdp, "expected a whole number, found '12x'"),
    ("3..1", .xdp, "the range ends before it begins"),
    ("< 0", .xdp, "no return value of xdp programs is '< 0'"),
    ("> 4294967295", .xdp, "no return value of xdp programs is '> 4294967295'"),
    (">=", .xdp, "'' is no return value of xdp programs; write a number, or one of "),
  ])
  func `what no program returns is refused`(text: String, type: ProgramType, message: String) {
    let (expectation, problems) = read(text, type)
    #expect(expectation == nil)
    let said = problems.map { $0.message + ($0.hint.map { "; \($0)" } ?? "") }
    #expect(said.count == 1 && said[0].hasPrefix(message), "\(said)")
    #expect(problems.first?.span.line == 2)
  }
}
