public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// More instructions than a target kernel takes.
public enum ProgramSizeRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2022", name: "program-size", group: .refused, severity: .error,
    title: "a program has more instructions than a kernel that it is meant for takes",
    why: "Before 5.2 a program has at most 4,096 instructions, for every user; since then a million with CAP_BPF.",
    fix: "split it with tail calls, or unroll less", until: KernelVersion(5, 2), seeAlso: ["A1103"])

  /// Each such program.
  public static func check(_ subject: LintSubject) -> [Finding] {
    let targets = subject.targets.filter { page.concerns($0.version) }
    return subject.programs.compactMap { program in
      let count = program.program.slots.slotCount
      guard count > KernelLimits.unprivilegedInstructions, !targets.isEmpty else { return nil }
      return finding(
        "\(program.program.name) has \(count) instructions; \(targets.map(\.name).joined(separator: ", ")) takes 4096",
        in: program, primary: program.declaration("\(count) instructions"),
        claim: .declared(section: program.program.section))
    }
  }
}
