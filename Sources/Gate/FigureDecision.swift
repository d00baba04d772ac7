public import Measuring

/// What a figure comes to against an earlier one.
public enum FigureDecision: Codable, Hashable, Sendable {
  /// It is no more than is allowed.
  case pass
  /// It is less.
  case improved
  /// There is no earlier one: the program, the case or the kernel is new.
  case new
  /// It is more than is allowed.
  case regression
  /// It is more than is allowed, and accepted.
  case accepted(Acceptance)
  /// It is more than is allowed, and was accepted for a time that is over.
  case expired(Acceptance)
  /// The earlier one was measured under other conditions, and nothing is at hand that was measured under these: the compiler
  /// comes first.
  case otherConditions([FigureKey.Difference])
  /// It could not be measured so that it says anything.
  case undecided(Undecided)
  /// Nobody asked: it is shown only.
  case unjudged

  /// Whether it is above what is allowed, accepted or not.
  public var isRegression: Bool {
    switch self {
    case .regression, .accepted, .expired: true
    case .pass, .improved, .new, .otherConditions, .undecided, .unjudged: false
    }
  }
}
