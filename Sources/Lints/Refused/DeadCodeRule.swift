public import Findings
import Analysis
import BPF
import BPFObject

/// Instructions that nothing leads to, and jumps that lead to none.
public enum DeadCodeRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2040", name: "dead-code", group: .refused, severity: .error,
    title: "an instruction that no path leads to, or a jump that leads to no instruction",
    why: """
      Before it looks at any value, the verifier follows all jumps: each has to lead to an instruction of the same function, \
      each instruction has to be led to, and a function has to end with exit or a jump. Compilers see to that; assembly and \
      code that a tool writes may not.
      """,
    fix: "look at the instructions there (assay show), and remove what nothing leads to",
    seeAlso: ["A1801", "A1802", "A1803"])

  /// The first of each function.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program in
      program.flow.structure.functions.compactMap { function -> Finding? in
        if let fault = function.graph.faults.first {
          return finding(
            words(fault.kind), in: program, slot: fault.slot, label: "leads nowhere",
            claim: .declared(section: program.program.section))
        }
        // A jump through a table leads where the table says.
        let instructions = function.graph.blocks.flatMap(\.instructions)
        guard !instructions.contains(where: { program.flow.instructions[$0].kind == .unknown }),
          let dead = function.graph.blocks.indices.first(where: { !function.dominators.isReachable($0) })
        else { return nil }
        return finding(
          "no path leads to instruction \(function.graph.blocks[dead].slots.lowerBound)", in: program,
          slot: function.graph.blocks[dead].slots.lowerBound, label: "nothing leads here",
          claim: .declared(section: program.program.section))
      }
    }
  }

  private static func words(_ kind: ControlFlowFault.Kind) -> String {
    switch kind {
    case .jumpOutOfRange(let target): "a jump leads to \(target), no instruction of its function"
    case .missingExit: "a function ends without exit or a jump"
    case .callOutOfRange(let target): "a call leads to \(target), where no function starts"
    }
  }
}
