/// What a change of cost comes to.
public enum ChangeDecision: Codable, Hashable, Sendable {
  /// The program costs more than is allowed.
  case regression
  /// It does not; it may even cost less.
  case noRegression(isImproved: Bool)
  /// A first series says that it costs more. One with twice the loads decides: `ChangeGate.confirm`.
  case suspected
  /// It cannot be said.
  case inconclusive(Undecided)
}
