import Analysis
import BPF
import Testing

struct StackTests {
  static func frame(_ instructions: [Instruction]) -> FrameUse {
    let slots = SlotIndex(instructions)
    let graph = ControlFlowGraph(instructions: instructions, slots: slots, function: 0..<slots.slotCount)
    return FrameAnalysis.frame(of: graph, instructions: instructions, slots: slots)
  }

  static let exit = Instruction(opcode: 0x95)

  @Test func `A frame is as deep as its deepest store, load or address`() {
    let store = Instruction(opcode: 0x62, destination: 10, offset: -4)
    #expect(Self.frame([store, Self.exit]) == FrameUse(bytes: 4, deepestSlot: 0))
    let copy = Instruction(opcode: 0xbf, destination: 2, source: 10)
    let add = Instruction(opcode: 0x07, destination: 2, immediate: -100)
    #expect(Self.frame([store, copy, add, Self.exit]) == FrameUse(bytes: 100, deepestSlot: 2))
    let load = Instruction(opcode: 0x79, destination: 0, source: 2, offset: -8)
    #expect(Self.frame([copy, add, load, Self.exit]) == FrameUse(bytes: 108, deepestSlot: 2))
    #expect(Self.frame([Self.exit]) == FrameUse(bytes: 0, deepestSlot: nil))
  }

  @Test func `What is no address of the frame counts for nothing`() {
    let add = Instruction(opcode: 0x07, destination: 2, immediate: -100)
    let copy = Instruction(opcode: 0xbf, destination: 2, source: 10)
    let call = Instruction(opcode: 0x85, immediate: 1)
    let through = Instruction(opcode: 0x79, destination: 2, source: 10, offset: -8)
    #expect(Self.frame([add, Self.exit]).bytes == 0)
    #expect(Self.frame([copy, call, add, Self.exit]).bytes == 0)
    #expect(Self.frame([copy, through, add, Self.exit]).bytes == 8)
    // Known on one way only.
    let branch = Instruction(opcode: 0x15, destination: 1, offset: 1)
    #expect(Self.frame([branch, copy, add, Self.exit]).bytes == 0)
  }

  @Test func `A loop that moves the frame's address ends the search`() {
    let copy = Instruction(opcode: 0xbf, destination: 2, source: 10)
    let add = Instruction(opcode: 0x07, destination: 2, immediate: -8)
    #expect(Self.frame([copy, add, Instruction(opcode: 0x15, offset: -2), Self.exit]).bytes == 8)
    let huge = Instruction(opcode: 0x07, destination: 2, immediate: .min)
    #expect(Self.frame([copy, huge, huge, Self.exit]).bytes == 0)
  }

  /// main calls 1 and 2, 2 calls 3; each function is one call after another and an exit.
  static func calls(_ callees: [[Int]], opcode: UInt8 = 0x85, source: UInt8 = 1) -> CallGraph {
    let width = opcode == 0x18 ? 2 : 1
    var starts: [Int] = []
    var next = 0
    for list in callees {
      starts.append(next)
      next += list.count * width + 1
    }
    var instructions: [Instruction] = []
    for (function, list) in callees.enumerated() {
      for (place, callee) in list.enumerated() {
        let slot = starts[function] + place * width
        instructions.append(Instruction(opcode: opcode, source: source, immediate: Int32(starts[callee] - slot - 1)))
      }
      instructions.append(exit)
    }
    let slots = SlotIndex(instructions)
    let functions = starts.indices.map { starts[$0]..<($0 + 1 < starts.count ? starts[$0 + 1] : slots.slotCount) }
    return CallGraph(instructions: instructions, slots: slots, functions: functions)
  }

  @Test func `The deepest chain is the one whose rounded frames sum to the most`() throws {
    let calls = Self.calls([[1, 2], [], [3], []])
    #expect(calls.callees == [[1, 2], [], [3], []])
    let deepest = try #require(try StackDepth.deepest(calls, frames: [8, 200, 100, 72], rule: .rounded16))
    #expect(deepest == StackDepth(functions: [0, 1], frames: [8, 200], bytes: 16 + 208))
    let other = try #require(try StackDepth.deepest(calls, frames: [8, 200, 100, 97], rule: .rounded32))
    #expect(other == StackDepth(functions: [0, 2, 3], frames: [8, 100, 97], bytes: 32 + 128 + 128))
  }

  /// The measured sums of one program with frames of 368 and 200 bytes: 608 on 6.1, 576 on 6.12, accepted on 6.18.
  @Test func `Each kernel's rule gives that kernel's sum`() throws {
    let calls = Self.calls([[1], []])
    func bytes(_ rule: StackRule) throws -> Int? {
      try StackDepth.deepest(calls, frames: [368, 200], rule: rule)?.bytes
    }
    #expect(try bytes(.rounded32) == 608)
    #expect(try bytes(.rounded16) == 576)
    #expect(try bytes(.privateStack) == 368)
  }

  @Test func `Small frames still add up where large ones have stacks of their own`() throws {
    let calls = Self.calls([[1], [2], []])
    let deepest = try StackDepth.deepest(calls, frames: [40, 100, 40], rule: .privateStack)
    #expect(deepest == StackDepth(functions: [1], frames: [100], bytes: 112))
    let small = try StackDepth.deepest(calls, frames: [40, 64, 40], rule: .privateStack)
    #expect(small == StackDepth(functions: [0, 1, 2], frames: [40, 64, 40], bytes: 96))
  }

  @Test func `Recursion and frames that do not fit are typed errors`() {
    let calls = Self.calls([[1], [2], [1]])
    #expect(throws: StackFault.recursion([1, 2])) {
      try StackDepth.deepest(calls, frames: [0, 0, 0], rule: .rounded16)
    }
    #expect(throws: StackFault.frameCount(frames: 1, functions: 3)) {
      try StackDepth.deepest(calls, frames: [0], rule: .rounded16)
    }
  }

  @Test func `Callbacks run on the caller's stack, those of timers on their own`() throws {
    let loop = Instruction(opcode: 0x85, immediate: 181)
    let timer = Instruction(opcode: 0x85, immediate: 170)
    for (helper, kind) in [(loop, CallSite.Kind.callback), (timer, .asynchronousCallback)] {
      let address = Instruction(opcode: 0x18, destination: 2, source: 4, immediate: 3)
      let instructions = [address, helper, Self.exit, Self.exit]
      let calls = CallGraph(instructions: instructions, slots: SlotIndex(instructions), functions: [0..<4, 4..<5])
      #expect(calls.sites.map(\.kind) == [kind])
      let deepest = try #require(try StackDepth.deepest(calls, frames: [200, 240], rule: .rounded16))
      #expect(deepest.bytes == (kind == .callback ? 448 : 240))
    }
  }

  @Test func `A call to the middle of a function is a fault`() {
    let wrong = [Instruction(opcode: 0x85, source: 1, immediate: 2), Self.exit, Self.exit, Self.exit]
    let faulty = CallGraph(instructions: wrong, slots: SlotIndex(wrong), functions: [0..<2, 2..<4])
    #expect(faulty.faults == [ControlFlowFault(slot: 0, kind: .callOutOfRange(target: 3))])
  }
}
