public import Findings

/// A budget that holds for loaded programs, as an alert can check it.
public struct ProgramBudget: Hashable, Sendable {
  /// What is limited.
  public enum Quantity: String, CaseIterable, Sendable {
    /// Nanoseconds of a run, without what statistics themselves take.
    case nanoseconds = "ns_per_run"
    /// Instructions that the verifier walked.
    case verified = "verified_instructions"
    /// Bytes of machine code.
    case jited = "jited_bytes"
    /// Bytes of kernel memory of the maps.
    case mapMemory = "map_memory"
  }
  /// What is limited.
  public var quantity: Quantity
  /// The limit, which may be reached.
  public var limit: Double
  /// The program, or a pattern for names.
  public var program: NamePattern
  /// What other budgets of the same quantity hold for.
  public var others: [NamePattern]
  /// Where it is written.
  public var place: SourceSpan

  /// A budget.
  public init(_ quantity: Quantity, limit: Double, program: NamePattern, others: [NamePattern] = [], place: SourceSpan)
  {
    self.quantity = quantity
    self.limit = limit
    self.program = program
    self.others = others
    self.place = place
  }
}
