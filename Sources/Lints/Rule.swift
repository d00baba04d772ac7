import BPFObject
public import Findings

/// One thing that no verifier tells, or that an older kernel's would. A file named `*Rule.swift` is registered by its
/// name; its examples stand in `corpus/lint/NAME/` and are its tests and its manual page.
public protocol Rule: SendableMetatype {
  /// The manual page: id, name, why, fix.
  static var page: RulePage { get }

  /// What the rule finds in an object. It proves what it says on the program's paths, or stays quiet.
  static func check(_ subject: LintSubject) -> [Finding]
}

extension Rule {
  /// A finding of this rule about a program.
  ///
  /// - Parameters:
  ///   - title: One line about the author's own names, lower case, no full stop.
  ///   - program: The program that it is about; nil when it is about the object.
  ///   - slot: The instruction; its source line is the primary span unless `primary` is given.
  ///   - label: What the primary span says.
  static func finding(
    _ title: String, in program: LintedProgram? = nil, slot: Int? = nil, label: String = "",
    primary: LabelledSpan? = nil, related: [LabelledSpan] = [], notes: [String] = [], fix: String? = nil,
    edit: Edit? = nil, claim: Claim
  ) -> Finding {
    var finding = Finding(
      id: page.id, severity: page.severity, title: title, program: program?.program.name, instruction: slot,
      primary: primary, related: related, notes: notes, fix: fix ?? page.fix, edit: edit, claim: claim)
    if primary == nil, let program, let slot { finding.primary = program.span(slot, label) }
    return finding
  }
}
