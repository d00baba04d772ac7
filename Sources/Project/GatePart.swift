/// What a gate looks at: the words of `blocks` and `warns` in `assay.yml`.
public enum GatePart: String, Codable, CaseIterable, Sendable {
  /// Whether every program loads, or is refused where that is expected.
  case load
  /// Whether every case of the test files passes.
  case tests
  /// Whether rules find nothing.
  case lint
  /// Whether figures keep their budgets.
  case budgets
  /// Whether figures have not grown.
  case growth
}
