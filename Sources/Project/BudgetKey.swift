/// The keys of one program in `budgets` in `assay.yml`.
public enum BudgetKey: String, CaseIterable, Sendable {
  /// Cycles of the core, for each run.
  case cycles = "cycles_per_event"
  /// Nanoseconds, for each run.
  case nanoseconds = "ns_per_run"
  /// Instructions, for each run.
  case instructions
  /// Percent of what drives the program.
  case overhead = "overhead_percent"
  /// The costliest case, in a unit that is said.
  case worstCase = "worst_case"
}
