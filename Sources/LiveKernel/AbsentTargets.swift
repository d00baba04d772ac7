import Jobs

/// Attach targets that the kernel turned out not to have, with what was said of the first program that names each. To
/// look for one, libbpf reads the kernel's whole BTF, 10 ms each time, and would say the same again. Its words stay those
/// it said of the first.
struct AbsentTargets {
  private var outcomes: [String: ProgramOutcome] = [:]

  /// Keeps an outcome that says so.
  mutating func note(_ outcome: ProgramOutcome) {
    guard let target = outcome.program.attachTarget,
      outcome.reason?.summary == RefusalReason.absentTarget(target), outcomes[target] == nil
    else { return }
    outcomes[target] = outcome
  }

  /// The outcome of a program whose target was looked for in vain; nil when it is to be looked for. Only where programs
  /// wait for a function's entry or end is its name looked for as it stands.
  func outcome(of program: ProgramIdentity) -> ProgramOutcome? {
    guard let target = program.attachTarget, var outcome = outcomes[target],
      Self.isFunction(program), Self.isFunction(outcome.program)
    else { return nil }
    outcome.program = program
    outcome.figures = Figures()
    return outcome
  }

  private static func isFunction(_ program: ProgramIdentity) -> Bool {
    ["trace_fentry", "trace_fexit"].contains(program.attachType)
  }
}
