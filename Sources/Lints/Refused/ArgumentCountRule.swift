public import Findings
import Analysis
import BPF
import BPFObject
import BTF
import KernelFacts

/// An argument that the function does not have in a target kernel.
public enum ArgumentCountRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2016", name: "argument-absent", group: .refused, severity: .error,
    title: "a program reads an argument that its function does not have in a kernel that it is meant for",
    why: """
      fentry, fexit and tp_btf programs read arguments by their place, and the verifier knows each function's. A signature \
      that changed between releases moves them: what was the third argument may be the second, or none.
      """,
    fix: "compare the declaration with the kernel's (assay show, bpftool btf dump), and read only what all kernels have"
  )

  /// The first such read of each program.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.compactMap { program in
      guard let match = program.program.match, match.programType == .tracing, let target = match.target else {
        return nil
      }
      let isTracepoint = match.attachType == .traceRawTp
      guard isTracepoint || match.attachType == .traceFentry || match.attachType == .traceFexit else { return nil }
      // fexit finds the result behind the arguments.
      let more = match.attachType == .traceFexit ? 1 : 0
      var found: (slot: Int, argument: Int, kernels: [String])?
      program.flow.values.first?.visit { block, index, state in
        guard found == nil, case .load(_, _, _, let base, let offset) = program.flow.instructions[index].kind,
          state[base].base == .context, !program.isGuarded(block: block, of: 0, in: subject)
        else { return }
        let argument = Int(clamping: state[base].offset &+ Int64(offset)) / 8
        let lacking = subject.targets.filter { kernel in
          guard let count = kernel.types.flatMap({ arguments(of: target, isTracepoint, in: $0) }) else { return false }
          return argument >= count + more
        }
        guard !lacking.isEmpty else { return }
        found = (program.program.slots.slot(ofInstruction: index), argument, lacking.map(\.name))
      }
      guard let found else { return nil }
      return finding(
        "\(target) has no argument \(found.argument + 1) in \(found.kernels.joined(separator: ", "))", in: program,
        slot: found.slot, label: "reads argument \(found.argument + 1)",
        claim: .inferred(because: "the kernel's BTF has the function's signature"))
    }
  }

  /// How many arguments a function or tracepoint has; nil where the types do not tell.
  private static func arguments(of name: String, _ isTracepoint: Bool, in types: TypeTable) -> Int? {
    if isTracepoint {
      guard let type = types.type(named: "btf_trace_\(name)", kind: .typedef),
        let prototype = (try? types.prototype(of: type.id)) ?? nil
      else { return nil }
      // The first is the kernel's own.
      return max(0, prototype.parameters.count - 1)
    }
    guard let function = types.type(named: name, kind: .func),
      let prototype = (try? types.prototype(of: function.id)) ?? nil
    else { return nil }
    return prototype.parameters.count
  }
}
