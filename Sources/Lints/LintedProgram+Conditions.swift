import Analysis
import BPF

extension LintedProgram {
  /// Whether every path through the program makes a call of its own function: whatever happens, it comes to it.
  func isUnconditional(_ call: CallFact) -> Bool {
    guard call.function == 0 else { return false }
    let graph = flow.structure.functions[0].graph
    // From the entry to an exit without passing the call's block.
    var seen: Set<Int> = [call.block]
    var waiting = call.block == 0 ? [] : [0]
    while let block = waiting.popLast() {
      guard seen.insert(block).inserted else { continue }
      if let last = graph.blocks[block].instructions.last, flow.instructions[last].kind == .exit { return false }
      waiting += graph.blocks[block].successors.map(\.target)
    }
    return true
  }

  /// Whether a map call's key comes from the current process or thread.
  func isKeyedByProcess(_ call: CallFact) -> Bool {
    let ids = Set(calls(of: "bpf_get_current_pid_tgid").map(\.slot))
    guard !ids.isEmpty, let key = key(of: call) else { return false }
    return [AccessSize.word, .doubleWord].contains { size in
      key.value(size).contains {
        if case .result(let slot) = $0 { ids.contains(slot) } else { false }
      }
    }
  }
}
