public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// An instruction that a target kernel does not know yet.
public enum InstructionTooNewRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2008", name: "instruction-too-new", group: .refused, severity: .error,
    title: "an instruction is newer than a kernel that the program is meant for",
    why: """
      clang's -mcpu decides which instructions it makes: v2 has the short jumps of 4.14, v3 (clang's default since 20) the \
      32-bit jumps of 5.1 and, since clang 12, the atomic operations with a result of 5.12, v4 the signed divisions and \
      long jumps of 6.6. An older kernel refuses them as reserved or unknown.
      """,
    fix: "compile with -mcpu=v2 for kernels before 5.12, -mcpu=v3 for those before 6.6",
    seeAlso: ["A1804"])

  /// The first instruction of each kind in each program that a target lacks.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program in
      var found: [InstructionAge.Kind: Int] = [:]
      for (index, instruction) in program.flow.instructions.enumerated() {
        guard let kind = InstructionAge.Kind(instruction), found[kind] == nil else { continue }
        found[kind] = program.program.slots.slot(ofInstruction: index)
      }
      return found.sorted { $0.value < $1.value }.compactMap { kind, slot -> Finding? in
        let lacking = subject.targets.filter { $0.version < kind.since }
        guard !lacking.isEmpty else { return nil }
        return finding(
          "\(kind.rawValue) came with \(kind.since); \(lacking.map(\.name).joined(separator: ", ")) cannot load this",
          in: program, slot: slot, label: "needs \(kind.since)", fix: kind.fix,
          claim: .declared(section: program.program.section))
      }
    }
  }
}
