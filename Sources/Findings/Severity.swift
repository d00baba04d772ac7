/// How much a finding matters. Ordered: `note < warning < error`.
public enum Severity: String, Codable, Sendable, Comparable, CaseIterable {
  /// Worth knowing; never changes an exit status by itself.
  case note
  /// Probably wrong, slow or unportable.
  case warning
  /// Does not hold: refused, wrong, over its limit.
  case error

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }

  /// A note matters less than a warning, a warning less than an error.
  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
}
