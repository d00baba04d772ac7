public import Findings
import Placed

/// What is stored of a case: a record for each of its steps.
public struct SnapshotCase: Hashable, Sendable {
  /// The case's name.
  public var name: String
  /// Where it is stored; nil when it is not yet.
  public var span: SourceSpan?
  /// Whether the case has `steps`.
  public var hasSteps: Bool
  /// The records, in the order of the steps; one for a case without steps.
  public var records: [SnapshotRecord]

  /// A case to be stored.
  public init(name: String, hasSteps: Bool, records: [SnapshotRecord]) {
    self.name = name
    self.hasSteps = hasSteps
    self.records = records
  }

  init?(_ entry: PlacedNode.Entry, _ problems: inout PlacedProblems) {
    name = entry.key.value
    span = entry.key.span
    guard case .sequence = entry.value.content else {
      guard let record = SnapshotRecord(entry.value, &problems) else { return nil }
      hasSteps = false
      records = [record]
      return
    }
    hasSteps = true
    records = entry.value.list(&problems) { SnapshotRecord($0, &$1) } ?? []
  }

  /// The records as they are stored: a list where there are steps.
  public var value: SnapshotValue {
    hasSteps ? .list(records.map(\.value)) : records.first?.value ?? .mapping([])
  }

  /// The case with `any` wherever a stored one has it: what people wrote into a snapshot stays.
  public func keepingAny(of old: SnapshotCase?) -> SnapshotCase {
    guard let old else { return self }
    var kept = self
    kept.records = records.enumerated().map { index, record in
      record.keepingAny(of: old.records.indices.contains(index) ? old.records[index] : nil)
    }
    return kept
  }

  /// What is otherwise in what came out.
  public func differences(from actual: SnapshotCase) -> [SnapshotDifference] {
    value.differences(from: actual.value)
  }
}
