/// What a command comes to, as its exit status.
public enum CheckStatus: Int32, Sendable, CaseIterable {
  /// What was asked holds.
  case holds = 0
  /// It does not: a finding at or above the chosen severity, a rejection, a failed case, a budget, a regression.
  case fails = 1
  /// Wrong usage, configuration or input.
  case usage = 2
  /// It could not be decided: the environment did not let it.
  case undecided = 3

  /// The one status of several: usage before failure before the undecided before success.
  public static func combined(_ statuses: some Sequence<CheckStatus>) -> CheckStatus {
    let present = Set(statuses)
    return [.usage, .fails, .undecided].first(where: present.contains) ?? .holds
  }
}
