public import Findings
import Analysis
import BPF
import BPFObject

/// A setting that no program reads.
public enum UnusedConstantRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2115", name: "unused-constant", group: .wrong, severity: .note,
    title: "a read-only global that a loader may set is read by no program",
    why: """
      `const volatile` globals are how a loader passes settings. One that nothing reads changes nothing: a filter that was \
      forgotten, or a name that was meant to be another.
      """,
    fix: "use it where it was meant to decide something, or remove it")

  /// Each such global of the object's own `.rodata`.
  public static func check(_ subject: LintSubject) -> [Finding] {
    var read: [Int: Set<Int>] = [:]
    for program in subject.programs {
      for reference in program.program.references {
        if case .variable(let map, let offset) = reference.target { read[map, default: []].insert(offset) }
      }
    }
    // What is left out of the analysis may read anything.
    guard subject.programs.count == subject.object.programs.count, !subject.programs.isEmpty else { return [] }
    return subject.object.variables.filter { $0.section == ".rodata" }.compactMap { variable in
      guard let map = subject.object.maps.firstIndex(where: { $0.section == variable.section && $0.origin == .data }),
        let place = subject.declaration(variable.name, "nothing reads it"), isSetting(place.text ?? "")
      else { return nil }
      let range = variable.offset..<variable.offset + max(variable.size, 1)
      guard !(read[map] ?? []).contains(where: range.contains) else { return nil }
      return finding(
        "\(variable.name) is a setting that no program reads", primary: place,
        claim: .declared(section: variable.section))
    }
  }

  /// Only what a loader is meant to set: clang drops other constants by itself.
  private static func isSetting(_ declaration: String) -> Bool {
    SourceNames.mentions("const", in: declaration) && SourceNames.mentions("volatile", in: declaration)
  }
}
