public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A loop whose end hangs on a number that nothing bounds.
public enum UnboundedLoopRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2021", name: "unbounded-loop", group: .refused, severity: .warning,
    title: "a loop ends by a number that nothing in the program bounds",
    why: """
      The verifier walks a loop round by round until it ends. Where the last round is a number from a map, the packet or the \
      context that no check bounds, it walks until its million instructions are used up.
      """,
    fix: "add a constant bound to the condition: for (i = 0; i < n && i < 64; i++)", seeAlso: ["A1103"])

  /// Each innermost loop all of whose exits compare with what was read as it is, and that no check bounds.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program -> [Finding] in
      var findings: [Finding] = []
      for (number, function) in program.flow.structure.functions.enumerated() {
        for (index, loop) in function.loops.loops.enumerated() {
          let blocks = Set(function.loops.blocks(of: index))
          guard let exit = onlyExit(of: blocks, in: program, number), let bound = bound(exit, in: program, number),
            !isChecked(bound, before: loop.header, in: program, number)
          else { continue }
          let place = program.span(exit.slot, "goes on until it reaches what was read here")
          let condition = place.text.flatMap(SourceNames.condition(ofLoop:))
          findings.append(
            finding(
              condition.map { "`\($0.limit)`, up to which the loop goes, is a number that nothing bounds" }
                ?? "the loop's end is a number that nothing bounds",
              in: program, slot: exit.slot, primary: place, related: [program.span(bound.slot, "read here")],
              fix: condition.map {
                "add a constant bound to the condition: \($0.counter) \($0.sign) \($0.limit) && \($0.counter) < 64"
              },
              claim: .inferred(because: "no comparison bounds the value that the loop runs up to")))
        }
      }
      return findings
    }
  }

  private struct Exit {
    var index: Int
    var block: Int
    var slot: Int
  }

  private struct Bound: Hashable {
    var value: SymbolicValue
    var slot: Int
  }

  /// The one conditional jump by which a loop ends; nil where there are several, a call that may end it, or none.
  private static func onlyExit(of blocks: Set<Int>, in program: LintedProgram, _ function: Int) -> Exit? {
    let graph = program.flow.structure.functions[function].graph
    var exits: [Exit] = []
    for block in blocks.sorted() {
      for index in graph.blocks[block].instructions {
        switch program.flow.instructions[index].kind {
        // Kernel functions drive iterators, may_goto ends by itself.
        case .mayGoto, .call(.kernelFunction), .exit: return nil
        default: break
        }
      }
      guard graph.blocks[block].successors.contains(where: { !blocks.contains($0.target) }),
        let last = graph.blocks[block].instructions.last
      else { continue }
      exits.append(Exit(index: last, block: block, slot: program.program.slots.slot(ofInstruction: last)))
    }
    return exits.count == 1 ? exits[0] : nil
  }

  /// The value that the exit compares the loop's own with, when it was read from memory as it is and has 4 or 8 bytes.
  private static func bound(_ exit: Exit, in program: LintedProgram, _ function: Int) -> Bound? {
    guard
      case .branch(let condition, _, let left, .register(let right), _) = program.flow.instructions[exit.index].kind,
      condition != .equal, condition != .notEqual, condition != .anyBit,
      let state = program.flow.values[function].state(before: exit.index, in: exit.block)
    else { return nil }
    // The loop's own number differs from round to round: it is not known. The other is read before the loop.
    let sides = [state[left], state[right]]
    guard sides.contains(.unknown), let value = sides.first(where: { $0 != .unknown }),
      case .loaded(let slot, let size, _, let address) = value, size == .word || size == .doubleWord
    else { return nil }
    switch address.base {
    case .result, .context, .loaded: return Bound(value: value, slot: slot)
    default: return nil
    }
  }

  /// Whether a comparison before the loop may bound the value: one that orders it against a constant.
  private static func isChecked(_ bound: Bound, before header: Int, in program: LintedProgram, _ function: Int) -> Bool
  {
    var isChecked = false
    let blocks = program.flow.structure.functions[function].dominators
    program.flow.values[function].visit { block, index, state in
      guard case .branch(let condition, _, let left, let operand, _) = program.flow.instructions[index].kind,
        condition != .equal, condition != .notEqual, blocks.dominates(block, header), block != header,
        case .constant = state.value(of: operand),
        state[left].contains(where: { $0 == bound.value })
      else { return }
      isChecked = true
    }
    return isChecked
  }
}
