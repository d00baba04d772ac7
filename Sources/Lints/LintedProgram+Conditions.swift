import Analysis
import BPF
import KernelFacts

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
  func isKeyedByProcess(_ call: CallFact) -> Bool { isKeyed(call, by: "bpf_get_current_pid_tgid") }

  /// Whether a map call's key is made of the number of the CPU that runs it, or may be: it is not known, and the program
  /// asks for the number.
  func isKeyedByCPU(_ call: CallFact) -> Bool {
    let helper = "bpf_get_smp_processor_id"
    return isKeyed(call, by: helper)
      || (!calls(of: helper).isEmpty && key(of: call)?.value(.word) == .unknown)
  }

  /// Whether a map call's key is the number of the queue that an XDP program runs for, or may be: one CPU serves a queue.
  func isKeyedByQueue(_ call: CallFact) -> Bool {
    guard type == .xdp, let key = key(of: call)?.value(.word) else { return false }
    if key.contains(where: Self.isQueue) { return true }
    guard key == .unknown else { return false }
    return flow.values.contains { values in
      var isRead = false
      values.visit { _, index, state in
        if case .load(.word, _, _, let base, Self.queueOffset) = flow.instructions[index].kind, state[base] == .context
        {
          isRead = true
        }
      }
      return isRead
    }
  }

  /// `rx_queue_index` of struct xdp_md.
  private static let queueOffset: Int16 = 16
  private static func isQueue(_ value: SymbolicValue) -> Bool {
    value.contextField.map { $0.offset == Int64(queueOffset) } ?? false
  }

  private func isKeyed(_ call: CallFact, by helper: String) -> Bool {
    let ids = Set(calls(of: helper).map(\.slot))
    guard !ids.isEmpty, let key = key(of: call) else { return false }
    return [AccessSize.word, .doubleWord].contains { size in
      key.value(size).contains {
        if case .result(let slot) = $0 { ids.contains(slot) } else { false }
      }
    }
  }
}
