public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A field of the context that a target kernel does not have yet.
public enum ContextFieldRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2605", name: "context-field-too-new", group: .unstable, severity: .error,
    title: "a field of the context is newer than a kernel that the program is meant for",
    why: """
      The structs that programs get (__sk_buff, xdp_md, bpf_sock_ops ...) grow at their end. No relocation adjusts them: \
      the verifier of an older kernel refuses the access, as of a place outside of the context.
      """,
    fix: "keep the access in a program of its own that is only loaded where the kernel has the field",
    seeAlso: ["A2014"])

  /// The first access to each such field in each program.
  public static func check(_ subject: LintSubject) -> [Finding] {
    guard !subject.targets.isEmpty else { return [] }
    return subject.programs.flatMap { program -> [Finding] in
      guard let type = program.type else { return [] }
      var told: Set<ContextField> = []
      return program.findings { instruction, state in
        guard let (base, offset) = place(instruction.kind), state[base].base == .context,
          let field = ContextField.of(type, at: Int(clamping: state[base].offset &+ Int64(offset))),
          !told.contains(field)
        else { return nil }
        let lacking = subject.targets.filter { $0.version < field.since }
        guard !lacking.isEmpty, !program.isGuarded(block: instruction.block, of: instruction.function, in: subject)
        else { return nil }
        told.insert(field)
        return finding(
          "\(field.structure).\(field.name) came with \(field.since); "
            + "\(lacking.map(\.name).joined(separator: ", ")) cannot load this",
          in: program, slot: instruction.slot, label: "needs \(field.since)",
          claim: .declared(section: program.program.section))
      }
    }
  }

  private static func place(_ kind: InstructionKind) -> (base: UInt8, offset: Int16)? {
    switch kind {
    case .load(_, _, _, let base, let offset), .store(_, let base, let offset, _): (base, Int16(clamping: offset))
    default: nil
    }
  }
}
