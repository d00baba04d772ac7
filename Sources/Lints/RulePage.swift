public import Findings
public import KernelFacts

/// The manual page of a rule. Its examples are the programs, or scripts, in `corpus/lint/NAME/`.
public struct RulePage: Hashable, Sendable {
  /// The stable id: A20xx will not load; A21xx wrong; A23xx slow; A24xx needs; A25xx costly to run; A26xx unstable.
  public var id: String
  /// Its name, in small letters joined by `-`, such as `unchecked-update`.
  public var name: String
  /// What kind of harm it is.
  public var group: RuleGroup
  /// How much a finding matters unless `assay.yml` says otherwise.
  public var severity: Severity
  /// One line, lower case, no full stop.
  public var title: String
  /// Why it is worth a change.
  public var why: String
  /// What to change, in one sentence without a full stop.
  public var fix: String
  /// The first kernel that it is about; nil for all up to `until`.
  public var since: KernelVersion?
  /// The first kernel that it is about no more; nil for all from `since` on.
  public var until: KernelVersion?
  /// Ids of rules and explanations that are near.
  public var seeAlso: [String]

  /// A page.
  public init(
    id: String, name: String, group: RuleGroup, severity: Severity, title: String, why: String, fix: String,
    since: KernelVersion? = nil, until: KernelVersion? = nil, seeAlso: [String] = []
  ) {
    self.id = id
    self.name = name
    self.group = group
    self.severity = severity
    self.title = title
    self.why = why
    self.fix = fix
    self.since = since
    self.until = until
    self.seeAlso = seeAlso
  }

  /// A program that it finds something in.
  public var badExample: String { ruleExample("\(name)/bad") ?? "" }
  /// The same program without it.
  public var goodExample: String { ruleExample("\(name)/good") ?? "" }

  /// Whether the rule is about a kernel.
  public func concerns(_ kernel: KernelVersion) -> Bool {
    since.map { kernel >= $0 } ?? true && until.map { kernel < $0 } ?? true
  }
}
