/// What a change of cost comes to.
public enum ChangeDecision: Codable, Hashable, Sendable {
  /// The program costs more than is allowed.
  case regression
  /// It does not; it may even cost less.
  case noRegression(isImproved: Bool)
  /// It cannot be said.
  case inconclusive(Undecided)
}
