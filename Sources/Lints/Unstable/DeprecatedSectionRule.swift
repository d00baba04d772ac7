public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A section name that libbpf keeps for old objects.
public enum DeprecatedSectionRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2604", name: "deprecated-section", group: .unstable, severity: .note,
    title: "a section name that libbpf keeps for old objects only",
    why: "libbpf marks these names as deprecated; the newer ones say what is meant, and attach by themselves.",
    fix: "write SEC(\"tc\"), or SEC(\"tcx/ingress\") and SEC(\"tcx/egress\") where all kernels have 6.6")

  /// By the old name.
  private static let successors = ["classifier": "tc", "action": "tc"]

  /// Each such program.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.compactMap { program in
      guard let name = program.program.match?.definition.name, let successor = successors[name] else { return nil }
      let place = program.sectionLine("SEC(\"\(successor)\") says the same")
      return finding(
        "SEC(\"\(program.program.section)\") is deprecated", in: program, primary: place,
        fix: "write SEC(\"\(successor)\")", edit: Edit(place, replacing: "\"\(name)\"", with: "\"\(successor)\""),
        claim: .declared(section: program.program.section))
    }
  }
}
