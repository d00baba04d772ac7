import Jobs
import Testing

@testable import LiveKernel

/// A verifier's log among libbpf's lines.
@Suite struct RefusalWordsTests {
  private static let begin = "prog 'opened': -- BEGIN PROG LOAD LOG --"
  private static let said = "At program exit the register R0 has smin=1 smax=1 should have been in [0, 0]"

  @Test func `the verifier's last words are the reason`() {
    let lines = [Self.begin, "0: R1=ctx() R10=fp0", Self.said, "processed 6 insns (limit 1000000)"]
    let whole = RefusalReason(code: 22, lines: lines + ["-- END PROG LOAD LOG --"]).refusal
    #expect(whole.verdict == .rejected && whole.reason.errno == 22)
    #expect(whole.reason.summary == "the kernel refuses the program: \(Self.said)")
    // Of a log that was cut the last line says nothing.
    let cut = RefusalReason(code: 22, lines: lines).refusal
    #expect(cut.verdict == .rejected && cut.reason.summary == "the kernel refuses the program")
  }
}
