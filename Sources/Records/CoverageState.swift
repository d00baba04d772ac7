/// What became of a line, or of a way of a branch.
public enum CoverageState: String, Codable, Hashable, Sendable {
  /// All of it ran.
  case covered
  /// Some of it ran.
  case partial
  /// It could run, and did not.
  case missed
  /// The verifier never comes to it: it cannot run.
  case unreached
}
