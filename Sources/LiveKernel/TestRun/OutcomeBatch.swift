public import Jobs

/// Outcomes of cases and their bytes, until they are sent.
public final class OutcomeBatch {
  /// The outcomes of whole cases.
  public private(set) var outcomes: [CaseOutcome] = []
  /// What their slices are of.
  public private(set) var bytes: [UInt8] = []

  init() {}

  /// Whether nothing waits to be sent.
  public var isEmpty: Bool { outcomes.isEmpty }

  /// Empties it; what it held has been sent.
  public func reset() {
    outcomes.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
  }

  func keep(_ more: some Collection<UInt8>) -> ByteSlice { bytes.slice(more) }
  func add(_ outcome: CaseOutcome) { outcomes.append(outcome) }
}
