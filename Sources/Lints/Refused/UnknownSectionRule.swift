public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A section name of which libbpf cannot tell a program type.
public enum UnknownSectionRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2002", name: "unknown-section", group: .refused, severity: .warning,
    title: "a program's section name is none that libbpf knows",
    why: """
      libbpf takes the program's type from its section's name, exactly since 1.0: a name that is only like a known one is \
      refused at load time, unless the loader sets the type itself (bpf_program__set_type).
      """,
    fix: "name the section as libbpf does, such as SEC(\"tp/sched/sched_switch\") or SEC(\"xdp\")",
    seeAlso: ["A1902"])

  /// Each such program.
  public static func check(_ subject: LintSubject) -> [Finding] {
    let isForeign = subject.isForeign
    let unknown = subject.programs.filter { $0.program.match == nil }
    // What is said of one program of another loader's is said of all.
    return (isForeign ? Array(unknown.prefix(1)) : unknown).map { program in
      let section = program.program.section
      let meant = SectionTable.successor(of: section)?.name ?? SectionTable.nearest(to: section).first
      var found = finding(
        "the section name \(section) is none that libbpf knows", in: program,
        primary: program.sectionLine(meant.map { "did you mean \($0)?" } ?? "no program type follows from it"),
        claim: .declared(section: section))
      // A type with a name of the author's behind it: loaders of their own read it so.
      let type = section.prefix { $0 != "/" }
      if subject.hasLoader || isForeign || (type.count < section.count && SectionTable.match(type) != nil) {
        found.severity = .note
      }
      return found
    }
  }
}
