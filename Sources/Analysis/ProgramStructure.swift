public import BPF
public import BPFObject

/// A linked program taken apart: the control flow of each function and the calls between them. Functions have the
/// numbers of the program's subprograms.
public struct ProgramStructure: Hashable, Sendable {
  /// The functions.
  public let functions: [FunctionStructure]
  /// The calls.
  public let calls: CallGraph

  /// The structure of a program; one without instructions has functions without blocks.
  public init(_ program: Program) {
    self.init(
      instructions: program.instructions, slots: program.slots, functions: program.subprograms.map(\.slots))
  }

  /// The structure of instructions whose functions take up the given slots, ascending and apart.
  public init(instructions: [Instruction], slots: SlotIndex, functions: [Range<Int>]) {
    self.functions = functions.map { function in
      let graph = ControlFlowGraph(instructions: instructions, slots: slots, function: function)
      let dominators = DominatorTree(graph)
      return FunctionStructure(
        graph: graph, dominators: dominators, loops: LoopForest(graph, dominators),
        frame: FrameAnalysis.frame(of: graph, instructions: instructions, slots: slots))
    }
    calls = CallGraph(instructions: instructions, slots: slots, functions: functions)
  }

  /// The chain of calls that needs the most stack by the program's own instructions.
  public func deepestStack(_ rule: StackRule) throws(StackFault) -> StackDepth? {
    try StackDepth.deepest(calls, frames: functions.map(\.frame.bytes), rule: rule)
  }
}
