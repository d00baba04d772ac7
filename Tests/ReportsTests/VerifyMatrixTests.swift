import Jobs
import Reports
import TestSupport
import Testing

@Suite struct VerifyMatrixTests {
  private static let kernels = [
    KernelIdentity(name: "host", release: "6.18.44", machine: "x86_64"),
    KernelIdentity(name: "debian:6.1", release: "6.1.0-57-cloud-amd64", machine: "x86_64", virtual: .emulated),
    KernelIdentity(name: "./vmlinuz-6.6", release: "6.6.1", machine: "x86_64", virtual: .kvm),
    KernelIdentity(name: "mine", release: "6.6.9", machine: "x86_64"),
  ]

  private static func row(_ base: VerifyRow, on kernel: Int) -> VerifyRow {
    var row = base
    row.kernel = kernels[kernel]
    return row
  }

  private static let report: VerifyReport = {
    let noMachine = Rows.row(
      "big", section: "raw_tp/sys_enter", input: "exec.bpf.c", verdict: .environment,
      reason: Reason("the virtual machine did not come up: its kernel panicked"))
    let accepted = Rows.row("big", section: "raw_tp/sys_enter", input: "exec.bpf.c", verified: 117)
    return VerifyReport(
      assay: "0.1.0",
      rows: [
        row(accepted, on: 0), row(Rows.rejected, on: 1), row(Rows.rejected, on: 2), row(noMachine, on: 3),
        row(Rows.hostile, on: 0), row(Rows.hostile, on: 1), row(Rows.hostile, on: 2), row(Rows.hostile, on: 3),
        Rows.noProgram,
      ], notes: ["fetched debian:6.1"])
  }()

  @Test(arguments: [60, 120])
  func `a matrix has a row a program and a column a kernel`(columns: Int) {
    let text = VerifyMatrix(Self.report).render(TerminalTraits(columns: columns))
    expectGolden(text, at: "Tests/ReportsTests/Golden/matrix-\(columns).txt")
    #expect(!text.contains("\u{1B}") && !text.contains("\u{7}"))
  }

  @Test func `a report of one kernel is no matrix`() {
    #expect(VerifyMatrix.fits(Self.report))
    #expect(!VerifyMatrix.fits(Rows.report))
  }
}
