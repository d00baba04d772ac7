import Findings

/// What a field of a packet should be, and where it is said.
struct ExpectedField: Sendable {
  /// The field.
  var field: PacketField
  /// What it should be.
  var expectation: FieldExpectation
  /// Where.
  var span: SourceSpan
}
