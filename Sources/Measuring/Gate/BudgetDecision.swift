/// What a budget comes to.
public enum BudgetDecision: Codable, Hashable, Sendable {
  /// The program keeps it: all of the interval does.
  case pass
  /// The program exceeds it: all of the interval does.
  case fail
  /// It cannot be said.
  case inconclusive(Undecided)
}
