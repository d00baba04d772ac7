public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A loop, for a kernel that knows none.
public enum BackEdgeRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2020", name: "loop-before-5-3", group: .refused, severity: .error,
    title: "a loop is left in the program, and a kernel that it is meant for knows no loops",
    why: "Before 5.3 the verifier refuses every jump back (`back-edge from insn`), however well bounded.",
    fix: "let clang unroll it: #pragma unroll, with a constant number of rounds", until: KernelVersion(5, 3),
    seeAlso: ["A1101"])

  /// Each loop.
  public static func check(_ subject: LintSubject) -> [Finding] {
    let targets = subject.targets.filter { page.concerns($0.version) }
    guard !targets.isEmpty else { return [] }
    return subject.programs.flatMap { program in
      program.flow.structure.functions.flatMap { function in
        function.loops.loops.compactMap { loop in
          guard let latch = loop.latches.first, let last = function.graph.blocks[latch].instructions.last else {
            return nil
          }
          return finding(
            "a loop is left in the program; \(targets.map(\.name).joined(separator: ", ")) knows none", in: program,
            slot: program.program.slots.slot(ofInstruction: last), label: "jumps back here",
            claim: .declared(section: program.program.section))
        }
      }
    }
  }
}
