import Jobs

/// Rows to render: every verdict, every kind of name.
enum Rows {
  static let kernel = KernelIdentity(name: "host", release: "6.18.44", machine: "x86_64")

  static func row(
    _ program: String, section: String, input: String = "a.bpf.o", verdict: Verdict = .accepted,
    reason: Reason? = nil, verified: Int? = nil, states: Int? = nil, size: Int? = nil, stack: StackChain? = nil,
    time: [Int] = []
  ) -> VerifyRow {
    var outcome = ProgramOutcome(
      program: ProgramIdentity(name: program, section: section, type: "xdp"), verdict: verdict, reason: reason)
    outcome.figures.verifiedInstructions = verified
    outcome.figures.totalStates = states
    outcome.figures.peakStates = states
    outcome.figures.programInstructions = size
    outcome.figures.jitedBytes = size.map { $0 * 5 }
    outcome.figures.worstStack = stack
    outcome.figures.verificationMicroseconds = time
    return VerifyRow(input: input, kernel: kernel, outcome: outcome)
  }

  static let accepted = row(
    "xdp_firewall", section: "xdp", input: "xdp_firewall.bpf.c", verified: 81_905, states: 1234, size: 117,
    stack: StackChain(functions: ["xdp_firewall"], frames: [40], bytes: 40), time: [900, 1100, 1000])

  static let rejected = row(
    "big", section: "raw_tp/sys_enter", input: "exec.bpf.c", verdict: .rejected,
    reason: Reason(
      "576 bytes of stack along one call chain; the limit is 512", id: "A1002",
      advice: "move e (304 bytes) to a per-CPU array map", errno: 13),
    verified: 116, states: 2, size: 64)

  static let policy = row(
    "on_open", section: "fentry/do_sys_openat2", input: "exec.bpf.c", verdict: .environment,
    reason: Reason("this kernel's policy refuses fentry programs (EPERM, no verifier log)", errno: 1))

  static let hostile = row(
    "x\u{1B}[31mred", section: "xdp", input: "ev\nil\u{202E}.o", verdict: .loader,
    reason: Reason("section \u{7} name \"a,b\" is unknown"))

  static let noProgram = VerifyRow(
    input: "notes.txt", kernel: nil,
    outcome: ProgramOutcome(
      program: ProgramIdentity(name: "", section: ""), verdict: .skipped, reason: Reason("not an ELF file")))

  static let report = VerifyReport(
    assay: "0.1.0", rows: [accepted, rejected, policy, hostile, noProgram], notes: ["the cache is full"])
}
