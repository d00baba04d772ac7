import Findings

/// What a layer of a packet should be.
struct LayerExpectation: Sendable {
  /// What kind it is.
  var form: LayerForm
  /// Where it is said.
  var span: SourceSpan
  /// Whether there should be none.
  var isAbsent = false
  /// What its fields should be.
  var fields: [ExpectedField] = []
}
