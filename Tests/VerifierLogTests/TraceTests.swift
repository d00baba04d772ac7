import BPF
import Testing
import VerifierLog

@Suite struct TraceTests {
  private func trace(_ name: String) throws -> Trace {
    Trace(try digest(Fixture.bytes(name), limits: .local))
  }

  @Test(arguments: Fixture.names)
  func aStoredLogHasItsTrace(_ name: String) throws {
    let rendered = try trace(name).rendered
    try Fixture.expect(rendered, at: "\(name).trace")
  }

  @Test(arguments: Fixture.names)
  func instructionsReadFromALogAreWrittenTheSame(_ name: String) throws {
    let steps = try trace(name).steps
    for step in steps {
      let instruction = try #require(step.instruction, "\(step.text)")
      #expect(instruction.opcode == step.opcode)
      let callee = step.callee.map { [step.slot: $0] } ?? [:]
      #expect(Disassembler(names: callee).text(instruction, slot: step.slot) == step.text)
    }
  }

  @Test(arguments: Fixture.names)
  func statesWalkedBackwardsAndForwardsAgree(_ name: String) throws {
    let trace = try trace(name)
    trace.forEachState { step, before, after in
      #expect(trace.state(before: step).registers == before.registers, "before \(step)")
      #expect(trace.state(after: step).registers == after.registers, "after \(step)")
      // Where the log is silent, what an instruction does may still follow from what it said before.
      for (number, known) in before.registers {
        #expect(trace.register(number, before: step) == known, "r\(number) before \(step)")
      }
      for (number, known) in after.registers {
        #expect(trace.register(number, after: step) == known, "r\(number) after \(step)")
      }
    }
  }

  @Test func `what a silent log leaves out follows from the instructions`() {
    let trace = Trace(
      digest(
        """
        0: (bf) r6 = r1
        1: (15) if r2 == 0x0 goto pc+9
         R1=ctx(id=0,off=0,imm=0) R2=inv(id=0) R6=ctx(id=0,off=0,imm=0) R10=fp0 fp-16=00000000
        2: (bf) r3 = r10
        3: (07) r3 += -24
        4: (7b) *(u64 *)(r10 -32) = r6
        5: (b4) w4 = -1
        6: (79) r7 = *(u64 *)(r10 -32)
        7: (79) r8 = *(u64 *)(r10 -16)
        8: (85) call bpf_get_prandom_u32#7
        9: (71) r1 = *(u8 *)(r8 +0)
        R8 invalid mem access 'inv'
        """))
    let last = trace.steps.count - 1
    #expect(trace.register(3, before: 5)?.kind == .framePointer)
    #expect(trace.register(3, before: 5)?.offset == -24)
    #expect(trace.register(4, before: 7)?.constant == Int64(UInt32.max))
    #expect(trace.register(7, before: last)?.kind == .context)
    #expect(trace.register(8, before: last)?.constant == 0)
    #expect(trace.register(0, before: last) == nil, "a call's result is not in its text")
    #expect(trace.register(3, before: last) == nil, "a call leaves nothing in r3")
    #expect(trace.register(1, after: last) == nil, "what was refused has done nothing")
  }

  @Test func levelsOneAndTwoGiveTheSamePath() throws {
    for name in ["branches", "callback", "callee", "global", "leak", "loop", "null", "packet", "spill", "visits"] {
      let one = try trace("\(name)-6.18-level1")
      let two = try trace("\(name)-6.18-level2")
      #expect(one.steps.map(\.slot) == two.steps.map(\.slot), "\(name)")
      #expect(one.steps.map(\.frame) == two.steps.map(\.frame), "\(name)")
      #expect(one.globalFunction == two.globalFunction, "\(name)")
    }
  }

  @Test func everyKernelGivesThePacketProgramTheSameEnd() throws {
    for name in [
      "packet-5.10-level1", "packet-6.1-level1", "packet-6.12-level1", "packet-6.18-level2", "packet-7.3-level1",
    ] {
      let trace = try trace(name)
      let last = trace.steps.count - 1
      #expect(trace.steps[last].slot == 18)
      #expect(trace.source(of: last)?.text == "if (!tcp->syn)")
      // r1 is the packet pointer with the header's length added.
      #expect(trace.definition(of: 1, before: last) == .instruction(step: last - 1))
    }
  }

  @Test func aResumedBranchGivesTheStateAfterItsJump() throws {
    let trace = Trace(
      path: [
        "0: R1=ctx() R10=fp0",
        "0: (61) r2 = *(u32 *)(r1 +0)          ; R1=ctx() R2=scalar()",
        "1: (15) if r2 == 0x0 goto pc+2        ; R2=scalar(umin=1)",
        "from 1 to 4: R1=ctx() R2=0 R10=fp0",
        "4: (bf) r0 = r2",
      ])
    #expect(trace.steps.map(\.isTaken) == [nil, true, nil])
    #expect(trace.register(2, after: 1)?.constant == 0)
    #expect(trace.register(2, before: 2)?.constant == 0)
    #expect(trace.register(2, before: 1)?.constant == nil)
    #expect(trace.steps.map(\.isContinuous) == [true, true, true])
  }

  @Test func aPathWithAGapSaysSo() throws {
    let trace = Trace(
      path: ["0: (b7) r6 = 1", "8: (bf) r1 = r6"], omissions: [PathOmission(position: 1, lines: 7)])
    #expect(trace.steps.map(\.isContinuous) == [true, false])
    #expect(trace.steps[1].omission?.lines == 7)
    #expect(trace.definition(of: 6, before: 1) == .missing(step: 1))
    #expect(trace.register(6, before: 1) == nil)
  }

  @Test func aTextThatIsNoInstructionIsKept() throws {
    let trace = Trace(path: ["0: (b7) r6 = 1", "1: (ff) BUG_ff", "2: (bf) r1 = r6"])
    #expect(trace.steps[1].instruction == nil && trace.steps[1].text == "BUG_ff")
    #expect(trace.definition(of: 6, before: 2) == .missing(step: 1))
  }

  @Test func everyInstructionFormIsReadBack() throws {
    for (opcode, text) in Self.forms {
      let trace = Trace(path: ["3: (\(opcode)) \(text)"])
      let step = try #require(trace.steps.first, "\(text)")
      let instruction = try #require(step.instruction, "\(text)")
      #expect(instruction.kind != .unknown, "\(text)")
      let names = step.callee.map { [3: $0] } ?? [:]
      #expect(Disassembler(names: names).text(instruction, slot: 3) == text)
    }
  }

  private static let forms = [
    ("07", "r1 += -16"), ("0c", "w2 += w1"), ("3f", "r1 s/= r2"), ("94", "w1 %= 7"), ("97", "r1 s%= 3"),
    ("87", "r1 = -r1"), ("84", "w1 = -w1"), ("bf", "r1 = (s8)r2"), ("bc", "w1 = (s16)w2"), ("bf", "r1 = (s32)r2"),
    ("bf", "r1 = addr_space_cast(r2, 0, 1)"), ("dc", "r1 = be16 r1"), ("d4", "r1 = le64 r1"), ("d7", "r1 = bswap32 r1"),
    ("18", "r1 = 0xffff888100000000"), ("30", "r0 = *(u8 *)skb[12]"), ("48", "r0 = *(u16 *)skb[r7 + 2]"),
    ("71", "r1 = *(u8 *)(r2 +12)"), ("91", "r1 = *(s8 *)(r2 -12)"), ("7a", "*(u64 *)(r10 -8) = -1"),
    ("63", "*(u32 *)(r1 +4) = r2"), ("db", "lock *(u64 *)(r1 +0) += r2"), ("c3", "lock *(u32 *)(r1 +0) ^= r2"),
    ("db", "r2 = atomic64_fetch_add((u64 *)(r1 +8), r2)"), ("c3", "r2 = atomic_xchg((u32 *)(r1 +8), r2)"),
    ("db", "r0 = atomic64_cmpxchg((u64 *)(r1 +0), r0, r2)"), ("c3", "r1 = load_acquire((u32 *)(r2 +0))"),
    ("d3", "store_release((u8 *)(r1 +0), r2)"), ("05", "goto pc-3"), ("06", "gotol pc+70000"), ("e5", "may_goto pc+4"),
    ("55", "if r1 != 0xffffffff goto pc+3"), ("2e", "if w1 > w2 goto pc-3"), ("c5", "if r1 s< 0x10 goto pc+1"),
    ("45", "if r1 & 0x1 goto pc+1"), ("85", "call bpf_map_lookup_elem#1"), ("85", "call bpf_iter_num_new#78331"),
    ("85", "call pc+5"), ("85", "call unknown#99999"), ("95", "exit"),
  ]
}

@Suite struct TraceValueTests {
  private func trace(_ name: String) throws -> Trace {
    Trace(try digest(Fixture.bytes(name), limits: .local))
  }

  private func step(_ trace: Trace, _ slot: Int) throws -> Int {
    try #require(trace.steps.lastIndex { $0.slot == slot })
  }

  @Test func aSpilledIndexIsFollowedToItsLoad() throws {
    // r2, read back from the stack and added to the map value, is the context's queue index.
    for level in [1, 2] {
      let trace = try trace("spill-6.18-level\(level)")
      let add = try #require(trace.steps.lastIndex { $0.text == "r1 += r2" })
      let origin = trace.origin(of: 2, before: add)
      #expect(origin.links.map(\.kind) == [.fill(offset: -16, frame: 0), .spill(offset: -16, frame: 0)])
      guard case .instruction(let load) = origin.definition else {
        Issue.record("\(origin)")
        return
      }
      #expect(trace.steps[load].text.contains("*(u32 *)(r1 +16)"))
      #expect(trace.comparisons(of: 2, before: add).isEmpty)
    }
  }

  @Test func anArgumentIsFollowedToTheCaller() throws {
    // In the callee r2 is the caller's r6, compared with 8 before the call.
    let trace = try trace("callee-6.18-level2")
    let first = try #require(trace.steps.firstIndex { $0.frame == 1 })
    let origin = trace.origin(of: 2, before: first)
    #expect(origin.links.map(\.kind) == [.argument, .truncation])
    guard case .instruction(let load) = origin.definition else {
      Issue.record("\(origin)")
      return
    }
    #expect(trace.steps[load].text == "r6 = *(u32 *)(r1 +16)")
    let comparisons = trace.comparisons(of: 2, before: first)
    #expect(comparisons.map { trace.steps[$0].text } == ["if w6 > 0x8 goto pc+6"])
    #expect(comparisons.map { trace.steps[$0].isTaken } == [false])
  }

  @Test func aCallbacksArgumentsComeFromItsCall() throws {
    let trace = try trace("callback-6.18-level2")
    let first = try #require(trace.steps.firstIndex { $0.frame == 1 })
    let call = try #require(trace.steps.firstIndex { $0.callee == "bpf_loop" })
    #expect(trace.definition(of: 2, before: first) == .callbackArgument(call: call))
    #expect(trace.definition(of: 6, before: first) == .entry)
    #expect(trace.steps[first].frame == 1)
    // The failing store's address is r2 plus a scaled, unchecked value that was read from the caller's stack.
    let last = trace.steps.count - 1
    let load = try #require(trace.steps.firstIndex { $0.text == "r3 = *(u32 *)(r2 +32)" })
    #expect(trace.stackAccess(at: load) == StackRange(frame: 0, offset: -8, size: 4))
    let store = try #require(trace.steps.firstIndex { $0.text == "*(u32 *)(r10 -8) = r1" })
    #expect(trace.definition(ofSlot: -8, size: 4, frame: 0, before: load) == .instruction(step: store))
    #expect(trace.comparisons(of: 5, before: last).isEmpty)
  }

  @Test func callsLeaveTheirArgumentsWithoutValue() throws {
    let trace = try trace("null-6.18-level1")
    let last = trace.steps.count - 1
    let call = try #require(trace.steps.firstIndex { $0.callee == "bpf_map_lookup_elem" })
    #expect(trace.definition(of: 0, before: last) == .instruction(step: call))
    #expect(trace.definition(of: 3, before: last) == .clobbered(step: call))
    #expect(trace.definition(of: 10, before: last) == .entry)
    #expect(trace.register(0, before: last)?.mayBeNull == true)
    #expect(trace.register(0, before: last)?.map == "hits")
  }

  @Test func aResultIsFollowedIntoTheSubprogram() throws {
    let trace = Trace(
      path: [
        "0: R1=ctx() R10=fp0",
        "0: (b7) r1 = 7                        ; R1=7",
        "1: (85) call pc+2",
        "caller:", " R10=fp0", "callee:", " frame1: R1=7 R10=fp0",
        "4: (bf) r0 = r1                       ; frame1: R0=7 R1=7",
        "5: (95) exit",
        "returning from callee:", " frame1: R0=7 R1=7 R10=fp0", "to caller at 2:", " R0=7 R10=fp0",
        "2: (07) r0 += 1                       ; R0=8",
        "3: (95) exit",
      ])
    #expect(trace.steps.map(\.frame) == [0, 0, 1, 1, 0, 0])
    #expect(trace.definition(of: 0, before: 4) == .returned(call: 1, exit: 3))
    let origin = trace.origin(of: 0, before: 4)
    #expect(origin.links.map(\.kind) == [.result, .copy, .argument])
    #expect(origin.definition == .instruction(step: 0))
    #expect(trace.definition(of: 1, before: 4) == .clobbered(step: 1))
    #expect(trace.register(0, before: 4)?.constant == 7)
    #expect(trace.register(0, after: 4)?.constant == 8)
  }

  @Test func aSlotWrittenByAHelperIsTheHelpers() throws {
    let trace = Trace(
      path: [
        "0: (bf) r1 = r10                      ; R1=fp0 R10=fp0",
        "1: (07) r1 += -16                     ; R1=fp-16",
        "2: (b7) r2 = 16                       ; R2=16",
        "3: (85) call bpf_get_current_comm#16          ; R0=scalar() fp-8=mmmmmmmm fp-16=mmmmmmmm",
        "4: (79) r1 = *(u64 *)(r10 -8)         ; R1=scalar() R10=fp0 fp-8=mmmmmmmm",
      ])
    #expect(trace.definition(ofSlot: -8, size: 8, frame: 0, before: 4) == .instruction(step: 3))
    #expect(trace.definition(ofSlot: -24, size: 8, frame: 0, before: 4) == .entry)
    #expect(trace.state(after: 4).stack[-8]?.bytes == "mmmmmmmm")
  }

  /// Kernels before 6.3 do not number frames in a pointer: `fp-16` of a called function may be its caller's.
  @Test(arguments: [
    "15: R6=ctx(id=0,off=0,imm=0) R10=fp0 fp-8=pkt fp-16=mmmmmmmm",
    "15: R0_w=inv(id=0) R6=ctx(id=0,off=0,imm=0)",
  ])
  func `what a function stores in its caller's frame is found there`(afterHelper: String) throws {
    let trace = Trace(
      digest(
        """
        10: (bf) r1 = r10
        11: R1_w=fp0 R2=pkt(id=0,off=14,r=34,imm=0) R6=ctx(id=0,off=0,imm=0) R10=fp0 fp-16=mmmmmmmm
        11: (07) r1 += -16
        12: R1_w=fp-16 R2=pkt(id=0,off=14,r=34,imm=0) R6=ctx(id=0,off=0,imm=0) R10=fp0 fp-16=mmmmmmmm
        12: (85) call pc+11
        caller:
         R6=ctx(id=0,off=0,imm=0) R10=fp0 fp-16=mmmmmmmm
        callee:
         frame1: R1=fp-16 R2=pkt(id=0,off=14,r=34,imm=0) R10=fp0
        24: frame1: R1=fp-16 R2=pkt(id=0,off=14,r=34,imm=0) R10=fp0
        24: (bf) r3 = r1
        25: frame1: R1=fp-16 R2=pkt(id=0,off=14,r=34,imm=0) R3_w=fp-16 R10=fp0
        25: (7b) *(u64 *)(r3 +8) = r2
        26: frame1: R1=fp-16 R2=pkt(id=0,off=14,r=34,imm=0) R3_w=fp-16 R10=fp0
        26: (b7) r0 = 0
        27: frame1: R0=inv0 R1=fp-16 R2=pkt(id=0,off=14,r=34,imm=0) R3=fp-16 R10=fp0
        27: (95) exit
        returning from callee:
         frame1: R0=inv0 R1=fp-16 R2=pkt(id=0,off=14,r=34,imm=0) R3=fp-16 R10=fp0
        to caller at 13:
         R0=inv0 R6=ctx(id=0,off=0,imm=0) R10=fp0 fp-8=pkt fp-16=mmmmmmmm
        13: R0=inv0 R6=ctx(id=0,off=0,imm=0) R10=fp0 fp-8=pkt fp-16=mmmmmmmm
        13: (bf) r1 = r6
        14: (85) call bpf_skb_pull_data#39
        \(afterHelper)
        15: (79) r1 = *(u64 *)(r10 -8)
        16: (71) r1 = *(u8 *)(r1 +0)
        R1 invalid mem access 'inv'
        """))
    let origin = trace.origin(of: 1, before: trace.steps.count - 1)
    let store = try #require(trace.steps.firstIndex { $0.text == "*(u64 *)(r3 +8) = r2" })
    #expect(origin.links.map(\.step).contains(store))
    #expect(trace.register(2, before: store)?.kind == .packet)
  }

  @Test func aStoreThroughAVariablePointerIsAMaybe() throws {
    let trace = Trace(
      path: [
        "0: (7a) *(u64 *)(r10 -8) = 0          ; R10=fp0 fp-8=0",
        "1: (0f) r2 += r1                      ; R1=scalar(umax=8) R2=fp(off=-16,smin=0,smax=umax=8)",
        "2: (72) *(u8 *)(r2 +0) = 1            ; R2=fp(off=-16,smin=0,smax=umax=8)",
        "3: (79) r1 = *(u64 *)(r10 -8)         ; R1=scalar()",
      ])
    #expect(trace.definition(ofSlot: -8, size: 8, frame: 0, before: 3) == .perhaps(step: 2))
  }

  @Test func stepsOutOfRangeAreMissing() throws {
    let trace = try trace("null-6.18-level1")
    #expect(trace.definition(of: 0, before: 1_000) == .missing(step: 1_000))
    #expect(trace.definition(of: -1, before: 0) == .missing(step: 0))
    #expect(trace.register(99, before: 3) == nil)
    #expect(trace.state(before: -1) == VerifierState())
    #expect(Trace(path: []).steps.isEmpty)
    #expect(Trace(path: []).origin(of: 1, before: 0).links.isEmpty)
  }
}
