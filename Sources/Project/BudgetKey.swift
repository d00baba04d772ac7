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
  /// Instructions that the verifier walks, as a number or in percent of the million that it may.
  case verified = "verified_instructions"
  /// States that the verifier creates.
  case states
  /// Bytes of stack along the worst call chain.
  case stack = "stack_bytes"
  /// Bytes of machine code.
  case jited = "jited_bytes"
  /// Maps that the program uses.
  case maps
  /// Bytes that the maps of its object take when they are created.
  case mapMemory = "map_memory"
}
