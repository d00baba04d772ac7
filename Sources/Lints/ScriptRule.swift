public import Findings
public import Scripts

/// A rule about what a bpftrace script says, whatever bpftrace makes of it: it needs no object. Its examples are
/// `corpus/lint/NAME/bad.bt` and `good.bt`.
public protocol ScriptRule: Rule {
  /// What the rule finds in a script that is meant for these kernels; for no certain ones when there are none.
  static func check(_ script: Script, targets: [LintTarget]) -> [Finding]
}

extension ScriptRule {
  /// What the rule finds in the script that an object was made of; nothing in any other object.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.script.map { check($0, targets: subject.targets) } ?? []
  }
}
