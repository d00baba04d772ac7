/// The keys of `growth` in `assay.yml`: the figures of loads, and what a run costs.
public enum GrowthKey: String, CaseIterable, Sendable {
  /// Instructions that the verifier walked.
  case verified = "verified_instructions"
  /// States that the verifier created.
  case states
  /// Bytes of stack along the worst call chain.
  case stack = "stack_bytes"
  /// Bytes of machine code.
  case jited = "jited_bytes"
  /// Maps that the program uses.
  case maps
  /// Bytes that the maps of its object take when they are created.
  case mapMemory = "map_memory"
  /// Instructions of one run.
  case instructions
}
