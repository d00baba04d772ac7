/// A figure of a program that a gate knows: what budgets limit, and what baselines keep. Less is better for each, and each is
/// the same in every run under equal conditions.
public enum GateMetric: String, Codable, CaseIterable, Sendable {
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
  /// Instructions of one run above an empty program of the same kind, counted in a virtual machine.
  case instructions

  /// The figure that a budget's key is about; nil for one that is measured as time.
  public init?(_ key: BudgetKey) { self.init(rawValue: key.rawValue) }

  /// Whether a kernel tells it when it loads a program; otherwise a run does.
  public var isOfLoad: Bool { self != .instructions }
}
