import Analysis
import BPF
import Rewriting
import TestSupport
import Testing

/// What control does in a rewritten program, and what its registers hold.
struct RewriterTests {
  private static func apply(_ edits: Edits, to code: ProgramCode, longJumps: Bool = true) throws -> RewrittenProgram {
    try Rewriter(hasLongJumps: longJumps).apply(edits, to: code)
  }

  /// A mark that a test recognises: `r0 = number`.
  private static func mark(_ number: Int) -> Insertion { Insertion([.move(0, .immediate(Int32(number)))]) }

  @Test func `No edits give back the same instructions`() throws {
    var random = SeededGenerator(seed: 3)
    for _ in FuzzBudget(rounds: 200) {
      let functions = (0..<Int.random(in: 1...4, using: &random)).map { _ in Int.random(in: 1...40, using: &random) }
      let instructions = RandomCode.make(functions: functions, using: &random)
      let code = try ProgramCode(instructions)
      let rewritten = try Self.apply(Edits(), to: code)
      #expect(Instruction.encode(rewritten.instructions) == Instruction.encode(instructions))
      #expect(rewritten.functions == code.functions)
      #expect(code.slots.slots.allSatisfy { rewritten.slots.place(ofOriginal: $0) == $0 })
      #expect(code.slots.slots.allSatisfy { rewritten.slots.start(ofOriginal: $0) == $0 })
    }
  }

  /// Marks at random places; then every step that the original can make is made in the rewritten program, and passes the
  /// marks that lie on it, in order, and no other.
  @Test func `Each step of the original passes exactly what was inserted on it`() throws {
    var random = SeededGenerator(seed: 17)
    for round in FuzzBudget(rounds: 300) {
      let functions = (0..<Int.random(in: 1...4, using: &random)).map { _ in Int.random(in: 1...40, using: &random) }
      let code = try ProgramCode(RandomCode.make(functions: functions, using: &random))
      var marks = Marks()
      for index in code.instructions.indices {
        if Bool.random(using: &random) { marks.insert(.before(index)) }
        if Int.random(in: 0..<3, using: &random) == 0 { marks.insert(.after(index)) }
        if code.instructions[index].jumpDistance != nil, Bool.random(using: &random) { marks.insert(.taken(index)) }
      }
      for function in code.functions.indices where Bool.random(using: &random) { marks.insert(.entry(function)) }
      let rewritten = try Self.apply(marks.edits, to: code)
      let walk = Walk(code: code, rewritten: rewritten)
      for (index, instruction) in code.instructions.enumerated() {
        let slot = code.slots.slots[index]
        if instruction.fallsThrough {
          let expected = marks.numbers([.after(index)] + Self.arriving(at: index + 1, code))
          #expect(try walk.marks(from: slot, isTaken: false, to: code.slots.slots[index + 1]) == expected, "\(round)")
        }
        if let distance = instruction.jumpDistance {
          let target = try #require(code.slots.instruction(atSlot: slot + 1 + distance))
          let leaving: [Marks.Place] = instruction.fallsThrough ? [.taken(index)] : []
          let expected = marks.numbers(leaving + Self.arriving(at: target, code))
          #expect(try walk.marks(from: slot, isTaken: true, to: slot + 1 + distance) == expected, "\(round)")
        }
        if let distance = instruction.functionDistance {
          let place = try #require(rewritten.slots.place(ofOriginal: slot))
          let distanceNow = try #require(walk.instruction(at: place)?.functionDistance)
          let entry = place + 1 + distanceNow
          let function = try #require(code.functions.firstIndex { $0.lowerBound == slot + 1 + distance })
          #expect(rewritten.functions[function].lowerBound == entry)
          let first = code.instructions(ofFunction: function).lowerBound
          let expected = marks.numbers([.entry(function)] + Self.arriving(at: first, code))
          #expect(try walk.marks(at: entry, to: code.functions[function].lowerBound) == expected)
        }
      }
    }
  }

  /// What is passed before an instruction runs: a jump without condition is sure to be taken.
  private static func arriving(at index: Int, _ code: ProgramCode) -> [Marks.Place] {
    code.instructions[index].fallsThrough ? [.before(index)] : [.before(index), .taken(index)]
  }

  @Test func `What is inserted belongs to its instruction, and records follow`() throws {
    let code = try ProgramCode([
      .move(6, .immediate(1)), .loadImmediate(7, 5), .branch(.equal, 6, .immediate(0), distance: 1),
      .move(0, .immediate(0)), .exit,
    ])
    var edits = Edits()
    edits.insert(Self.mark(9), before: 0)
    edits.insert(Self.mark(8), whenTaken: 2)
    edits.replace(3, with: Insertion([.move(0, .immediate(2)), .add(0, .immediate(1))]))
    let rewritten = try Self.apply(edits, to: code)
    let slots = rewritten.slots
    #expect((0..<6).map { slots.start(ofOriginal: $0) } == [0, 2, 2, 4, 5, 7])
    #expect((0..<6).map { slots.place(ofOriginal: $0) } == [1, 2, nil, 4, nil, 7])
    #expect(rewritten.instructions.count == 9)
    #expect(slots.original(of: 6) == 4)
    #expect(slots.detours.map(\.slot) == [8])
    let lines = slots.movedLines([Record(slot: 0, name: "a"), Record(slot: 3, name: "b"), Record(slot: 4, name: "c")])
    #expect(lines.map(\.name) == ["a", "b", "c", "b"])
    #expect(lines.map(\.slot) == [0, 4, 5, 8])
    #expect(slots.movedWithInstructions([Record(slot: 1, name: "x"), Record(slot: 4, name: "y")]).map(\.name) == ["x"])
  }

  @Test func `Scratch registers are those that nobody reads later`() throws {
    // r6 is read at the end, r1 by the call.
    let code = try ProgramCode([
      .move(6, .register(1)), .move(7, .immediate(3)), .call(HelperID(rawValue: 5)), .move(0, .register(6)), .exit,
    ])
    for index in code.instructions.indices {
      var edits = Edits()
      edits.insert(Insertion(scratch: 3) { registers in registers.map { .move($0, .immediate(77)) } }, before: index)
      let rewritten = try Self.apply(edits, to: code)
      #expect(rewritten.spills == 0 && rewritten.skipped.isEmpty)
      let used = rewritten.instructions.filter { $0.immediate == 77 }.map(\.destination)
      #expect(Set(used).count == 3)
      #expect(!used.contains(10))
      if (1...3).contains(index) { #expect(!used.contains(6)) }
      if index == 4 { #expect(!used.contains(0)) }
      if index <= 2 { #expect(!used.contains(1)) }
    }
  }

  /// All ten registers are live before the last instruction but one.
  private static func crowded(stack: Int16) -> [Instruction] {
    (0..<10).map { .move($0, .immediate(Int32($0))) } + [.store(.doubleWord, base: 10, offset: stack, .register(0))]
      + (1..<10).map { Instruction(opcode: 0x0f, destination: 0, source: $0) } + [.exit]
  }

  @Test func `Where all registers are read later, some are saved below the program's stack`() throws {
    let code = try ProgramCode(Self.crowded(stack: -20))
    var edits = Edits()
    let offset = edits.reserve(8, in: 0, of: code)
    #expect(offset == -32)
    edits.insert(Insertion(scratch: 2) { $0.map { .move($0, .immediate(77)) } }, before: 11)
    let rewritten = try Self.apply(edits, to: code)
    #expect(rewritten.spills == 1)
    #expect(
      Array(rewritten.instructions[11..<17]) == [
        .store(.doubleWord, base: 10, offset: -40, .register(6)),
        .store(.doubleWord, base: 10, offset: -48, .register(7)),
        .move(6, .immediate(77)), .move(7, .immediate(77)),
        .load(.doubleWord, 6, base: 10, offset: -40), .load(.doubleWord, 7, base: 10, offset: -48),
      ])
  }

  @Test func `Where the stack is full, an insertion is left out and named`() throws {
    let code = try ProgramCode(Self.crowded(stack: -512))
    var edits = Edits()
    edits.insert(Insertion(scratch: 1) { $0.map { .move($0, .immediate(77)) } }, before: 11)
    let rewritten = try Self.apply(edits, to: code)
    #expect(rewritten.instructions == code.instructions)
    #expect(rewritten.skipped.map(\.place) == [.before(11)])
    #expect(rewritten.skipped.map(\.reason) == [.noStack])
    #expect(try Rewriter(savesRegisters: false).apply(edits, to: ProgramCode(Self.crowded(stack: -8))).spills == 0)
  }

  @Test func `The frames of a chain of calls count together`() throws {
    let callee = Self.crowded(stack: -240)
    let caller: [Instruction] = [
      .store(.doubleWord, base: 10, offset: -256, .register(1)), Instruction(opcode: 0x85, source: 1, immediate: 1),
      .exit,
    ]
    var edits = Edits()
    edits.insert(Insertion(scratch: 1) { $0.map { .move($0, .immediate(77)) } }, before: 3 + 11)
    // 240 bytes and 8 are 256 rounded up, 16 more than those are too many.
    #expect(try Self.apply(edits, to: ProgramCode(caller + callee)).spills == 1)
    edits.insert(Insertion(scratch: 3) { $0.map { .move($0, .immediate(77)) } }, before: 3 + 11)
    let rewritten = try Self.apply(edits, to: ProgramCode(caller + callee))
    #expect(rewritten.spills == 1)
    #expect(rewritten.skipped.map(\.reason) == [.noStack])
  }

  @Test func `A register that may hold nothing is not saved`() throws {
    // r6 gets its value on one way only, and is read at the end: all the others are live too.
    let code = try ProgramCode([
      .branch(.equal, 1, .immediate(0), distance: 1), .move(6, .immediate(1)), .move(0, .immediate(0)),
      .branch(.equal, 1, .immediate(0), distance: 1), .move(0, .register(6)), .exit,
    ])
    var edits = Edits()
    edits.insert(Insertion(scratch: 8) { $0.map { .move($0, .immediate(77)) } }, before: 3)
    let rewritten = try Self.apply(edits, to: code)
    #expect(rewritten.instructions.allSatisfy { $0.writesNoRegisterToStack || $0.source != 6 })
  }

  @Test func `A jump that 16 bits do not reach becomes a long one, or cannot be`() throws {
    let filler = [Instruction](repeating: .move(0, .immediate(0)), count: 32_000)
    let instructions =
      [.branch(.equal, 1, .immediate(0), distance: 32_001), .jump(distance: 32_000)] + filler + [.exit]
    let code = try ProgramCode(instructions)
    var marks = Marks()
    for index in stride(from: 2, to: 32_000, by: 20) { marks.insert(.before(index)) }
    marks.insert(.taken(0))
    let rewritten = try Self.apply(marks.edits, to: code)
    let walk = Walk(code: code, rewritten: rewritten)
    #expect(try walk.marks(from: 0, isTaken: true, to: 32_002) == marks.numbers([.taken(0)]))
    #expect(try walk.marks(from: 0, isTaken: false, to: 1) == [])
    #expect(try walk.marks(from: 1, isTaken: true, to: 32_002) == [])
    #expect(throws: RewriteError.tooFar(slot: 0)) { try Self.apply(marks.edits, to: code, longJumps: false) }
  }

  @Test func `Edits that cannot be made are refused`() throws {
    let code = try ProgramCode([
      Instruction(opcode: 0x85, source: 1, immediate: 1), .exit, .move(0, .immediate(0)), .exit,
    ])
    func error(_ make: (inout Edits) -> Void) throws -> RewriteError? {
      var edits = Edits()
      make(&edits)
      do {
        _ = try Self.apply(edits, to: code)
        return nil
      } catch let error as RewriteError {
        return error
      }
    }
    #expect(try error { $0.insert(Self.mark(1), before: 4) } == .noInstruction(index: 4))
    #expect(try error { $0.insert(Self.mark(1), whenTaken: 1) } == .noBranch(slot: 1))
    #expect(try error { $0.insert(Self.mark(1), atEntryOf: 2) } == .noFunction(slot: 2))
    #expect(try error { $0.replace(0, with: Self.mark(1)) } == .replacesFunctionCall(slot: 0))
    #expect(try error { $0.insert(Insertion([.jump(distance: 1)]), before: 1) } == .leavesInsertion(slot: 1))
    #expect(try error { $0.insert(Insertion([.jump(distance: 0)]), before: 1) } == nil)
    #expect(throws: RewriteError.empty) { try ProgramCode([]) }
    #expect(throws: RewriteError.noFunction(slot: 8)) {
      try ProgramCode([Instruction(opcode: 0x85, source: 1, immediate: 7), .exit])
    }
    #expect(throws: RewriteError.flow(ControlFlowFault(slot: 0, kind: .jumpOutOfRange(target: 3)))) {
      try ProgramCode([.jump(distance: 2), .exit])
    }
  }

  private struct Record: SlotRecord {
    var slot: Int
    var name: String
  }
}

extension Instruction {
  fileprivate var writesNoRegisterToStack: Bool {
    if case .store(_, 10, _, .register) = kind { false } else { true }
  }
}
