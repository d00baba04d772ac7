public import Findings
import Analysis
import BPF
import BPFObject
import BTF
import KernelFacts

/// A kprobe at a function's entry or return, where fentry and fexit exist.
public enum KprobeRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2308", name: "kprobe-for-fentry", group: .slow, severity: .note,
    title: "a kprobe is used where fentry or fexit would do on every kernel that the program is meant for",
    why: """
      A kprobe goes through a breakpoint or ftrace and saves all registers; a kretprobe keeps a list besides. fentry and \
      fexit (x86-64 since 5.5, arm64 since 6.0) are called directly, take arguments by their types, and fexit sees \
      arguments and result together.
      """,
    fix: "write SEC(\"fentry/FUNCTION\") or SEC(\"fexit/FUNCTION\") with BPF_PROG", since: KernelVersion(5, 5))

  /// Each kprobe at a function, where all targets have fentry.
  public static func check(_ subject: LintSubject) -> [Finding] {
    guard !subject.targets.isEmpty, subject.targets.allSatisfy({ page.concerns($0.version) }) else { return [] }
    return subject.programs.compactMap { program in
      guard let match = program.program.match, let target = match.target,
        ["kprobe", "kretprobe"].contains(match.definition.name), !target.contains("+")
      else { return nil }
      let successor = match.definition.name == "kprobe" ? "fentry" : "fexit"
      // A name that no kernel's types have is a placeholder, or of a module; an object may have both, for old kernels.
      guard
        subject.targets.allSatisfy({ kernel in
          kernel.types.map { !$0.types(named: target, kind: .func).isEmpty } ?? true
        }),
        !subject.programs.contains(where: { other in
          other.program.match.map { $0.definition.name.hasPrefix("f") && $0.target == target } ?? false
        })
      else { return nil }
      return finding(
        "\(match.definition.name)/\(target) could be \(successor)/\(target)", in: program,
        primary: program.sectionLine("\(successor) costs a fraction of it"),
        fix: "write SEC(\"\(successor)/\(target)\") with BPF_PROG",
        claim: .declared(section: program.program.section))
    }
  }
}
