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
      var findings: [Finding] = []
      for (function, flow) in program.flow.values.enumerated() {
        flow.visit { block, index, state in
          guard let (base, offset) = place(program.flow.instructions[index].kind), state[base].base == .context,
            let field = ContextField.of(type, at: Int(clamping: state[base].offset &+ Int64(offset))),
            !told.contains(field)
          else { return }
          let lacking = subject.targets.filter { $0.version < field.since }
          guard !lacking.isEmpty, !program.isGuarded(block: block, of: function, in: subject) else { return }
          told.insert(field)
          findings.append(
            finding(
              "\(field.structure).\(field.name) came with \(field.since); "
                + "\(lacking.map(\.name).joined(separator: ", ")) cannot load this",
              in: program, slot: program.program.slots.slot(ofInstruction: index), label: "needs \(field.since)",
              claim: .declared(section: program.program.section)))
        }
      }
      return findings
    }
  }

  private static func place(_ kind: InstructionKind) -> (base: UInt8, offset: Int16)? {
    switch kind {
    case .load(_, _, _, let base, let offset), .store(_, let base, let offset, _): (base, Int16(clamping: offset))
    default: nil
    }
  }
}
