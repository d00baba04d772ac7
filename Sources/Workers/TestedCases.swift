public import Jobs

/// Outcomes of cases, as they come.
public struct TestedCases: Sendable {
  /// Who ran them; nil when no worker could be asked.
  public var hello: Hello?
  /// The outcomes, in the order the cases ended in.
  public var outcomes: [CaseOutcome]
  /// What the outcomes' slices are of.
  public var bytes: [UInt8]
}
