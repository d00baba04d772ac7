import Checks
import Jobs
import Testing

/// What rows come to.
@Suite struct CheckStatusTests {
  private func status(_ verdicts: [Verdict], unusable: Int = 0) -> CheckStatus {
    let rows = verdicts.map { verdict in
      VerifyRow(
        input: "a.o", kernel: nil,
        outcome: ProgramOutcome(program: ProgramIdentity(name: "a", section: "xdp"), verdict: verdict))
    }
    return VerifyResult(report: VerifyReport(assay: "0.1.0", rows: rows), unusableInputs: unusable).status
  }

  @Test func `Usage goes before failure, failure before the undecided, and that before success`() {
    #expect(CheckStatus.combined([]) == .holds)
    for status in CheckStatus.allCases { #expect(CheckStatus.combined([status, .holds, status]) == status) }
    #expect(CheckStatus.combined([.undecided, .fails]) == .fails)
    #expect(CheckStatus.combined([.undecided, .usage, .fails]) == .usage)
  }

  @Test func `Each verdict has its status`() {
    #expect(status([]) == .holds)
    #expect(status([.accepted, .skipped]) == .holds)
    for verdict in [Verdict.rejected, .loader, .attach] { #expect(status([.accepted, verdict]) == .fails) }
    #expect(status([.accepted, .environment]) == .undecided)
    #expect(status([.environment, .rejected]) == .fails)
    #expect(status([.accepted], unusable: 1) == .usage)
  }
}
