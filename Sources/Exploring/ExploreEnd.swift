/// Why an exploration ended.
public enum ExploreEnd: String, Hashable, Sendable {
  /// Everything is taken that can be.
  case complete
  /// Nothing new came for long.
  case plateau
  /// As many inputs were run as it may.
  case inputs
  /// It took as long as it may.
  case time
}
