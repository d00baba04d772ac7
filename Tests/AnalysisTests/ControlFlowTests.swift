import Analysis
import BPF
import TestSupport
import Testing

struct ControlFlowTests {
  static func graph(_ instructions: [Instruction]) -> ControlFlowGraph {
    let slots = SlotIndex(instructions)
    return ControlFlowGraph(instructions: instructions, slots: slots, function: 0..<slots.slotCount)
  }

  /// 0: if r1 == 0 goto pc+2 · 1: r2 = 5 ll · 3: r0 = 1 · 4: r0 += 1; if r0 < 9 goto pc-2 · 6: exit
  static let looping = [
    Instruction(opcode: 0x15, destination: 1, offset: 2), Instruction(opcode: 0x18, destination: 2, immediate: 5),
    Instruction(opcode: 0xb7, immediate: 1), Instruction(opcode: 0x07, immediate: 1),
    Instruction(opcode: 0xa5, offset: -2, immediate: 9), Instruction(opcode: 0x95),
  ]

  @Test func `Blocks end at jumps and begin at their targets, counted in slots`() {
    let graph = Self.graph(Self.looping)
    #expect(graph.blocks.map(\.slots) == [0..<1, 1..<3, 3..<4, 4..<6, 6..<7])
    #expect(graph.blocks.map { $0.successors.map(\.target) } == [[1, 2], [2], [3], [4, 3], []])
    #expect(graph.blocks[0].successors.map(\.kind) == [.next, .taken])
    #expect(graph.blocks.map(\.predecessors) == [[], [0], [0, 1], [2, 3], [3]])
    #expect(graph.block(atSlot: 2) == 1)
    #expect(graph.block(atSlot: 7) == nil)
    #expect(graph.block(atSlot: -1) == nil)
    #expect(graph.faults.isEmpty)
  }

  @Test func `A loop is known by its header, its latch and its blocks`() throws {
    let graph = Self.graph(Self.looping)
    let dominators = DominatorTree(graph)
    #expect(dominators.immediateDominators == [nil, 0, 0, 2, 3])
    let loops = LoopForest(graph, dominators)
    let loop = try #require(loops.loops.first)
    #expect(loops.loops.count == 1)
    #expect(loop.header == 3)
    #expect(loop.latches == [3])
    #expect(loops.blocks(of: 0) == [3])
    #expect(loops.irreducibleEdges.isEmpty)
  }

  @Test func `Jumps that lead nowhere are faults, not edges`() {
    let wide = Instruction(opcode: 0x18, destination: 2)
    let graph = Self.graph([
      Instruction(opcode: 0x15, offset: 1), wide, Instruction(opcode: 0x15, offset: 9), Instruction(opcode: 0xb7),
    ])
    #expect(
      graph.faults == [
        ControlFlowFault(slot: 0, kind: .jumpOutOfRange(target: 2)),
        ControlFlowFault(slot: 3, kind: .jumpOutOfRange(target: 13)), ControlFlowFault(slot: 4, kind: .missingExit),
      ])
    #expect(graph.blocks.allSatisfy { $0.successors.allSatisfy { $0.kind == .next } })
  }

  @Test func `A cycle entered at two places belongs to no loop`() {
    // 0: if goto 2 · 1: fall · 2: goto 1 ... 1 <-> 2, entered at both.
    let graph = Self.graph([
      Instruction(opcode: 0x15, offset: 1), Instruction(opcode: 0x15, offset: 1), Instruction(opcode: 0x05, offset: -2),
      Instruction(opcode: 0x95),
    ])
    let loops = LoopForest(graph, DominatorTree(graph))
    #expect(loops.loops.isEmpty)
    #expect(loops.irreducibleEdges.count == 1)
  }

  @Test func `Dominators and loops are those that their definitions give`() {
    var random = SeededGenerator(seed: 2)
    for _ in 0..<400 {
      let graph = Self.graph(RandomProgram.make(count: .random(in: 1...40, using: &random), using: &random))
      let dominators = DominatorTree(graph)
      let reached = Self.reached(graph, without: nil)
      for block in graph.blocks.indices {
        #expect(dominators.isReachable(block) == reached.contains(block))
        let without = Self.reached(graph, without: block)
        for other in graph.blocks.indices {
          let dominated = reached.contains(block) && reached.contains(other) && !without.contains(other)
          #expect(dominators.dominates(block, other) == dominated)
        }
      }
      let loops = LoopForest(graph, dominators)
      var headers: Set<Int> = []
      for header in reached {
        let latches = graph.blocks[header].predecessors.filter { dominators.dominates(header, $0) }
        if latches.isEmpty { continue }
        headers.insert(header)
        var body: Set<Int> = [header]
        var waiting = latches
        while let block = waiting.popLast() {
          if reached.contains(block), body.insert(block).inserted {
            waiting.append(contentsOf: graph.blocks[block].predecessors)
          }
        }
        let found = loops.loops.firstIndex { $0.header == header }
        #expect(found.map { loops.blocks(of: $0) } == body.sorted())
      }
      #expect(Set(loops.loops.map(\.header)) == headers)
      for loop in loops.loops {
        #expect(loop.depth == (loop.parent.map { loops.loops[$0].depth } ?? 0) + 1)
      }
    }
  }

  private static func reached(_ graph: ControlFlowGraph, without removed: Int?) -> Set<Int> {
    guard removed != 0, !graph.blocks.isEmpty else { return [] }
    var reached: Set<Int> = [0]
    var waiting = [0]
    while let block = waiting.popLast() {
      for edge in graph.blocks[block].successors where edge.target != removed {
        if reached.insert(edge.target).inserted { waiting.append(edge.target) }
      }
    }
    return reached
  }

  @Test func `Every instruction is in one block, whatever the function's slots are said to be`() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<2_000 {
      let instructions = RandomProgram.make(count: .random(in: 0...60, using: &random), using: &random)
      let slots = SlotIndex(instructions)
      let start = Int.random(in: -3...70, using: &random)
      let function = start..<(start + Int.random(in: 0...40, using: &random))
      let graph = ControlFlowGraph(instructions: instructions, slots: slots, function: function)
      var next = graph.blocks.first?.instructions.lowerBound ?? 0
      for block in graph.blocks {
        #expect(block.instructions.lowerBound == next)
        #expect(!block.instructions.isEmpty)
        next = block.instructions.upperBound
        for edge in block.successors { #expect(graph.blocks.indices.contains(edge.target)) }
      }
      let calls = CallGraph(
        instructions: instructions, slots: slots, functions: [0..<start.clamped(1, slots.slotCount + 1), function])
      _ = try? StackDepth.deepest(calls, frames: [8, 600], rule: .privateStack)
      #expect(FrameAnalysis.frame(of: graph, instructions: instructions, slots: slots).bytes >= 0)
    }
  }

  /// The shapes that make careless algorithms quadratic or overflow the stack.
  @Test func `Programs of 200,000 instructions are done with, however they are tangled`() {
    let count = 200_000
    let ladder =
      (0..<count).map { Instruction(opcode: 0x15, offset: $0 % 2 == 0 ? 1 : -1) } + [Instruction(opcode: 0x95)]
    let nest =
      (0..<count / 2).map { _ in Instruction(opcode: 0xb7) }
      + (0..<count / 2).map { Instruction(opcode: 0x06, immediate: Int32(-2 * $0 - 2)) }
    let returns =
      (0..<count).map { Instruction(opcode: 0x15, offset: -Int16($0 % 32_000) - 1) } + [Instruction(opcode: 0x95)]
    for program in [ladder, nest, returns] {
      let graph = Self.graph(program)
      let loops = LoopForest(graph, DominatorTree(graph))
      #expect(loops.innermost.count == graph.blocks.count)
      #expect(FrameAnalysis.frame(of: graph, instructions: program, slots: SlotIndex(program)).bytes == 0)
    }
  }
}

extension Int {
  fileprivate func clamped(_ low: Int, _ high: Int) -> Int { Swift.min(Swift.max(self, low), high) }
}
