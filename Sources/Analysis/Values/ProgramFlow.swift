public import BPF
public import BPFObject

/// Everything that is known of a program without a kernel, computed once: structure, values, liveness, calls.
public struct ProgramFlow: Sendable {
  /// The program's instructions.
  public let instructions: [Instruction]
  /// Its functions' blocks, loops and frames, and the calls between them.
  public let structure: ProgramStructure
  /// What each function's instructions find, by the function's number.
  public let values: [ValueFlow]
  /// What each function's instructions leave that is read later.
  public let liveness: [Liveness]
  private let writes: [StackWrites]
  /// Every call that can be reached, ascending by slot.
  public let calls: [CallFact]

  /// Follows a program through all its functions, callers before those they call.
  public init(_ program: Program) {
    self.init(
      instructions: program.instructions, slots: program.slots, structure: ProgramStructure(program),
      references: program.references,
      globals: Set(program.subprograms.indices.filter { program.subprograms[$0].isGlobal }))
  }

  /// Follows instructions; `globals` are the functions that are verified for any arguments.
  public init(
    instructions: [Instruction], slots: SlotIndex, structure: ProgramStructure, references: [Reference] = [],
    globals: Set<Int> = []
  ) {
    let step = FlowStep(instructions: instructions, slots: slots, references: references)
    let count = structure.functions.count
    var arguments = [[SymbolicValue]?](repeating: nil, count: count)
    if count > 0 { arguments[0] = [.context] + [SymbolicValue](repeating: .none, count: 4) }
    var values = [ValueFlow?](repeating: nil, count: count)
    var calls: [CallFact] = []
    var liveness: [Liveness?] = .init(repeating: nil, count: count)
    for function in Self.callersFirst(structure.calls, count: count) {
      let part = structure.functions[function]
      let order = part.dominators.reversePostorder
      let isGlobal = function > 0 && globals.contains(function)
      let given = isGlobal ? nil : arguments[function]
      let flow = ValueFlow(
        part.graph, order: order, step: step, arguments: given ?? (1...5).map { SymbolicValue.argument($0) })
      let live = Liveness(part.graph, order: order, instructions: instructions)
      values[function] = flow
      liveness[function] = live
      let sites = Dictionary(
        structure.calls.sites.filter { $0.caller == function && $0.kind == .call }.map { ($0.slot, $0.callee) },
        uniquingKeysWith: { first, _ in first })
      flow.visit { block, index, state in
        guard case .call(let callee) = instructions[index].kind else { return }
        let slot = slots.slots[index]
        let passed = (UInt8(1)...5).map { state[$0] }
        calls.append(
          CallFact(
            slot: slot, index: index, function: function, block: block, callee: callee, subprogram: sites[slot],
            arguments: passed, isResultRead: live.isRead(0, after: index, in: block)))
        guard let target = sites[slot] else { return }
        // The caller's stack is another frame for the callee.
        let seen = passed.map { $0.contains { if case .frame = $0 { true } else { false } } ? .unknown : $0 }
        arguments[target] = arguments[target].map { zip($0, seen).map { $0.joined(with: $1) } } ?? seen
      }
    }
    self.instructions = instructions
    self.structure = structure
    self.values = values.compactMap { $0 }
    self.liveness = liveness.compactMap { $0 }
    writes = zip(self.values, structure.functions).map { flow, part in
      StackWrites(flow, order: part.dominators.reversePostorder, instructions: instructions)
    }
    self.calls = calls.sorted { $0.slot < $1.slot }
  }

  /// The bytes of the stack, `count` from `offset` of the frame pointer, that no path has written before a call: their
  /// offsets from `offset`.
  public func unwritten(_ offset: Int, count: Int, before call: CallFact) -> [Int] {
    guard count > 0, count <= 512 else { return [] }
    return writes[call.function].unwritten(offset..<offset + count, before: call.index, in: call.block)
      .map { $0 - offset }
  }

  /// All functions, each after those that call it; those that a recursion makes impossible in their own order.
  private static func callersFirst(_ calls: CallGraph, count: Int) -> [Int] {
    var waiting = [Int](repeating: 0, count: count)
    for callees in calls.callees { for callee in callees { waiting[callee] += 1 } }
    var order: [Int] = []
    var isDone = [Bool](repeating: false, count: count)
    while order.count < count {
      let next = (0..<count).first { !isDone[$0] && waiting[$0] == 0 } ?? (0..<count).first { !isDone[$0] }
      guard let next else { break }
      isDone[next] = true
      order.append(next)
      for callee in calls.callees[next] { waiting[callee] -= 1 }
    }
    return order
  }
}
