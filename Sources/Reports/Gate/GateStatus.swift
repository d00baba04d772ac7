/// What a gate, or one of its problems, comes to.
public enum GateStatus: String, Codable, Sendable, CaseIterable {
  /// All that blocks holds.
  case pass
  /// Something that blocks does not hold.
  case fail
  /// Something could not be decided.
  case inconclusive
  /// Something is wrong with the configuration or an input.
  case invalid
}
