/// What kind of harm a rule finds.
public enum RuleGroup: String, Codable, Hashable, Sendable, CaseIterable {
  /// A kernel or the loader will refuse it.
  case refused = "will-not-load"
  /// It loads, and does not do what was meant.
  case wrong
  /// It costs more than it has to, each time it runs.
  case slow
  /// What a program asks of its machine.
  case needs
  /// Memory and events: what it costs to have it run.
  case costly
  /// It will break with another kernel.
  case unstable
}
