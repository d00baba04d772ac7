public import Findings

/// The most that something of a program may be, as `assay.yml` says.
public struct BudgetLimit: Hashable, Sendable {
  /// What is counted.
  public enum Unit: String, CaseIterable, Sendable {
    /// Instructions of one run.
    case instructions
    /// Nanoseconds of one run.
    case nanoseconds = "ns"
    /// Cycles of one run.
    case cycles
    /// Percent of what drives the program.
    case percent = "%"
    /// Instructions that the verifier walks.
    case verified = "verified instructions"
    /// States of the verifier.
    case states
    /// Bytes.
    case bytes
    /// Maps.
    case maps
  }
  /// The key that says it.
  public var key: BudgetKey
  /// The limit, which may be reached.
  public var value: Double
  /// What it counts.
  public var unit: Unit
  /// Where it is written.
  public var span: SourceSpan
}
