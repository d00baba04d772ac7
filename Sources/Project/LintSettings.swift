public import Findings
public import Placed

/// What `assay.yml` says of lint rules.
public struct LintSettings: Hashable, Sendable {
  /// How much a rule matters.
  enum Level: String, CaseIterable, Sendable {
    case ignore, note, warning, error

    var severity: Severity? { Severity(rawValue: rawValue) }
  }

  /// By the rule's id or name, as written.
  private var levels: [String: Level]
  /// Findings to keep, with their reasons.
  public private(set) var allowances: [Suppression]
  /// Findings of at least this severity make a gate fail; nil for what `assay lint` has.
  public private(set) var level: Severity?
  /// A file of findings that are allowed, as `assay lint --write-baseline` writes it; relative to `assay.yml`.
  public private(set) var baseline: Located<String>?

  init?(_ node: PlacedNode, _ problems: inout PlacedProblems) {
    guard var fields = node.fields(&problems) else { return nil }
    levels = [:]
    for entry in fields.take(LintKey.severity.rawValue)?.entries(&problems) ?? [] {
      guard let level = entry.value.choice(Level.self, &problems) else { continue }
      levels[entry.key.value] = level
    }
    allowances = fields.take(LintKey.allow.rawValue)?.oneOrMore(&problems) { Self.allowance($0, &$1) } ?? []
    level = fields.take(LintKey.level.rawValue)?.choice(Severity.self, &problems)
    baseline = fields.take(LintKey.baseline.rawValue)?.located(&problems)
    fields.finish(&problems)
  }

  /// A finding with the severity that is wanted; nil for a rule that is off.
  public func judged(_ finding: Finding, named name: String?) -> Finding? {
    guard let level = [finding.id, name].compactMap({ $0 }).compactMap({ levels[$0] }).first else { return finding }
    guard let severity = level.severity else { return nil }
    var finding = finding
    finding.severity = severity
    return finding
  }

  /// The ids and names that a level is given for.
  public var rules: [String] { levels.keys.sorted() }

  /// How much rules matter, by id or name, in the order of these; `ignore` for rules that are off.
  var severities: [(rule: String, level: String)] {
    levels.sorted { $0.key < $1.key }.map { ($0.key, $0.value.rawValue) }
  }

  private static func allowance(_ node: PlacedNode, _ problems: inout PlacedProblems) -> Suppression? {
    guard var fields = node.fields(&problems) else { return nil }
    let rules = fields.require(AllowanceKey.rule.rawValue, &problems)?.oneOrMore(&problems) { $0.text(&$1) }
    let program = fields.require(AllowanceKey.program.rawValue, &problems)?.text(&problems)
    let reason = fields.require(AllowanceKey.reason.rawValue, &problems)?.text(&problems)
    let month = fields.take(AllowanceKey.until.rawValue)
    let until = month.flatMap { month -> CalendarMonth? in
      guard let text = month.text(&problems) else { return nil }
      guard let read = CalendarMonth(text) else {
        problems.add("expected a month such as 2027-06, found '\(text)'", at: month.span)
        return nil
      }
      return read
    }
    fields.finish(&problems)
    guard let rules, let program, let reason else { return nil }
    return Suppression(rules: rules, until: until, reason: reason, place: fields.span, program: program)
  }
}
