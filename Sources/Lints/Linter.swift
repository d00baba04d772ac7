public import Findings
public import Scripts

/// Asks every rule about an object.
public enum Linter {
  /// What all rules find, in the order of file, line, column, instruction and id: the same for the same object.
  public static func findings(in subject: LintSubject) -> [Finding] {
    let asked = inOrder.filter { rule in
      if subject.isTranslated { return TranslatedRules.ids.contains(rule.page.id) }
      // The author of a script cannot change what bpftrace makes of it, unless no kernel takes it.
      return subject.script == nil || rule.page.group == .refused || rule is any ScriptRule.Type
    }
    return sorted(asked.flatMap { $0.check(subject) })
  }

  /// What the rules about scripts find in one, in the same order: for a script that does not compile, too.
  public static func findings(in script: Script, targets: [LintTarget]) -> [Finding] {
    sorted(inOrder.compactMap { $0 as? any ScriptRule.Type }.flatMap { $0.check(script, targets: targets) })
  }

  private static func sorted(_ findings: [Finding]) -> [Finding] {
    let sorted =
      findings
      .map { (key: order($0), finding: $0) }.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.finding)
    // Code that the compiler copied says a thing once.
    var told: Set<Told> = []
    return sorted.filter { finding in
      guard let span = finding.primary?.span, !span.file.isEmpty else { return true }
      return told.insert(Told(id: finding.id, program: finding.program, title: finding.title, span: span)).inserted
    }
  }

  private struct Told: Hashable {
    var id: String?
    var program: String?
    var title: String
    var span: SourceSpan
  }

  /// Every rule, by id.
  public static let inOrder: [any Rule.Type] = allRules.sorted { $0.page.id < $1.page.id }

  /// The page with this id or name, in any case of letters; nil when there is none.
  public static func page(_ key: String) -> RulePage? {
    inOrder.map { $0.page }.first { $0.id == key.uppercased() || $0.name == key.lowercased() }
  }

  private static func order(_ finding: Finding) -> [String] {
    let span = finding.primary?.span
    func number(_ value: Int?) -> String { String(value ?? 0).leftPadded(10) }
    return [
      span?.file ?? "", number(span?.line), number(span?.column), number(finding.instruction), finding.id ?? "",
      finding.program ?? "", finding.title,
    ]
  }
}

extension String {
  fileprivate func leftPadded(_ count: Int) -> String {
    String(repeating: "0", count: max(0, count - utf8.count)) + self
  }
}
