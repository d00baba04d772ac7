extension Metric {
  // What a report is.
  static let report = Metric("assay_report", .info, "A report that these figures are from.")
  static let reportTime = Metric(
    "assay_report_timestamp_seconds", .gauge, in: .seconds, "When the report was written, as its file says.")

  // assay verify
  static let accepted = Metric("assay_verify_accepted", "Whether the kernel loaded the program.")
  static let verdict = Metric("assay_verify_verdict", .info, "What became of the program on the kernel.")
  static let verified = Metric(
    "assay_verify_instructions", .gauge, in: .instructions, "Instructions that the verifier walked (limit 1000000).")
  static let states = Metric("assay_verify_states", "States that the verifier made.")
  static let peakStates = Metric("assay_verify_peak_states", "States that the verifier held at once.")
  static let loadedInstructions = Metric(
    "assay_verify_program_instructions", .gauge, in: .instructions, "Instructions of the program as it is loaded.")
  static let machineCode = Metric("assay_verify_jited_bytes", .gauge, in: .bytes, "Machine code of the program.")
  static let stack = Metric(
    "assay_verify_stack_bytes", .gauge, in: .bytes, "Stack along the call chain that needs most (limit 512).")

  // assay bench
  static let measured = Metric("assay_bench_measured", "Whether there are figures of the program.")
  static let overhead = Metric(
    "assay_bench_overhead_ratio", .gauge, in: .ratio, "Cost of the attached program as a share of what drives it.")
  static let budgetState = Metric(
    "assay_bench_budget_state", "What the program comes to against a budget of assay.yml: 1 for the state that holds.")
  static let changeState = Metric(
    "assay_bench_change_state",
    "What the program comes to against what it is compared with: 1 for the state that holds.")

  // assay test and assay lint
  static let cases = Metric("assay_test_cases", "Cases of test files by what they came to.")
  static let coverage = Metric(
    "assay_test_coverage_ratio", .gauge, in: .ratio,
    "The part of a program that cases ran: of its branch ways, blocks, lines.")
  static let findings = Metric("assay_lint_findings", "Findings of rules.")
  static let lintedPrograms = Metric("assay_lint_programs", "Programs that rules looked at.")

  /// A figure of one run.
  static func run(_ unit: Unit) -> Metric {
    Metric(
      "assay_bench_run_\(unit.rawValue)", .gauge, in: unit,
      "Cost of one run: of the program (body), of its hook, of both.")
  }
  /// The lower end of the interval around a figure.
  static func runLow(_ unit: Unit) -> Metric {
    Metric(
      "assay_bench_run_low_\(unit.rawValue)", .gauge, in: unit,
      "Lower end of the 95 percent interval of one run's cost.")
  }
  /// The upper end.
  static func runHigh(_ unit: Unit) -> Metric {
    Metric(
      "assay_bench_run_high_\(unit.rawValue)", .gauge, in: unit,
      "Upper end of the 95 percent interval of one run's cost.")
  }
  /// A budget.
  static func budget(_ unit: Unit) -> Metric {
    Metric("assay_bench_budget_\(unit.rawValue)", .gauge, in: unit, "The most that a run may cost, as assay.yml says.")
  }
  /// What is held against a budget.
  static func budgeted(_ unit: Unit) -> Metric {
    Metric("assay_bench_budgeted_\(unit.rawValue)", .gauge, in: unit, "The cost that is held against the budget.")
  }
}
