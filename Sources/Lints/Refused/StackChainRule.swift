public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A chain of calls whose frames together are too much for a target kernel.
public enum StackChainRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2004", name: "stack-chain", group: .refused, severity: .error,
    title: "the frames of a call chain take more than 512 bytes on a kernel that the program is meant for",
    why: """
      Kernels add up the frames of functions that call each other, each rounded up to 32 bytes (up to 6.8, and without the \
      JIT) or 16, and allow 512 in all. Since 6.13 x86-64 gives frames of 64 bytes or more of tracing programs a stack of \
      their own; XDP, tc and programs with tail calls still share one.
      """,
    fix:
      "move large variables of the chain into a per-CPU array map, or make the calls one after another instead of nested",
    seeAlso: ["A1002"])

  /// The heaviest chain of each program, on the targets that refuse it.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.compactMap { program in
      let structure = program.flow.structure
      guard structure.functions.allSatisfy({ $0.frame.bytes <= KernelLimits.stackBytes }) else { return nil }
      var worst: StackDepth?
      let refusing = subject.targets.filter { target in
        let rules = StackRules(kernel: target.version)
        let tailCalls = structure.calls.makesTailCall.contains(true)
        guard let rule = StackRule(rules, type: program.type, tailCalls: tailCalls),
          let deepest = try? structure.deepestStack(rule), deepest.bytes > KernelLimits.stackBytes
        else { return false }
        if deepest.bytes > worst?.bytes ?? 0 { worst = deepest }
        return true
      }
      guard let worst else { return nil }
      let functions = zip(worst.functions, worst.frames).map { number, bytes in
        (name: program.program.subprograms[number].name, bytes: bytes, number: number)
      }
      let chain = functions.map { "\($0.name) (\($0.bytes))" }.joined(separator: " → ")
      let largest = functions.max { $0.bytes < $1.bytes }
      let slot = largest.flatMap { structure.functions[$0.number].frame.deepestSlot }
      return finding(
        "\(chain): \(worst.bytes) bytes of stack along one call chain; the limit is \(KernelLimits.stackBytes) on "
          + refusing.map(\.name).joined(separator: ", "),
        in: program, slot: slot ?? 0,
        primary: largest.map { function in
          let label = "\(function.name) takes \(function.bytes) bytes"
          return subject.declaration(function.name, label) ?? program.span(slot ?? 0, label)
        },
        claim: .inferred(because: "the frames of its functions, counted as that kernel counts"))
    }
  }
}
