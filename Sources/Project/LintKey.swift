/// The keys of `lint` in `assay.yml`.
public enum LintKey: String, CaseIterable, Sendable {
  /// How much a rule's findings matter, by its id or name; `ignore` for none.
  case severity
  /// Findings to keep, each with its reason.
  case allow
  /// The least severity of findings that make a gate fail.
  case level
  /// A file of findings that are allowed.
  case baseline
}

/// The keys of an entry of `lint: allow`.
public enum AllowanceKey: String, CaseIterable, Sendable {
  /// Ids or names of rules.
  case rule
  /// The program that it is for.
  case program
  /// The last month that it holds.
  case until
  /// Why.
  case reason
}
