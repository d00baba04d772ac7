import Testing
import VerifierLog

@Suite struct LogReducerTests {
  @Test(arguments: Fixture.names)
  func aStoredLogHasItsDigest(_ name: String) throws {
    try Fixture.expect(digest(Fixture.bytes(name)).rendered, at: "\(name).digest")
  }

  @Test(arguments: Fixture.names)
  func aDigestDoesNotDependOnChunks(_ name: String) throws {
    let bytes = try Fixture.bytes(name)
    let whole = digest(bytes)
    for chunk in [1, 2, 3, 7, 64, 1_000] {
      #expect(digest(bytes, chunk: chunk) == whole, "chunks of \(chunk)")
    }
  }

  @Test func aDigestDoesNotDependOnWhereALogIsCutInTwo() throws {
    let bytes = try Fixture.bytes("packet-7.3-level1")
    let whole = digest(bytes)
    for cut in bytes.indices {
      var reducer = LogReducer()
      reducer.consume(Array(bytes[..<cut]))
      reducer.consume(Array(bytes[cut...]))
      #expect(reducer.finish() == whole, "cut at \(cut)")
    }
  }

  @Test func anEmptyLogHasAnEmptyDigest() {
    #expect(digest("") == LogDigest())
  }

  @Test func figuresOfEveryKernelAreRead() {
    var old = LogStatistics(verifiedInstructions: 19)
    old.limit = 131_072
    old.stackDepths = [8, 24]
    #expect(digest("processed 19 insns (limit 131072), stack depth 8+24\n").statistics == old)
    #expect(digest("processed 7 insns, stack depth 0").statistics?.stackDepths == [0])
    let new = digest(
      "verification time 12 usec\nstack depth 304+304\nprocessed 117 insns (limit 1000000) max_states_per_insn 1 "
        + "total_states 2 peak_states 3 mark_read 4\n"
    ).statistics
    #expect(new?.verificationMicroseconds == 12)
    #expect(new?.stackDepths == [304, 304])
    #expect(new?.verifiedInstructions == 117)
    #expect(new?.limit == 1_000_000)
    #expect(new?.maxStatesPerInstruction == 1)
    #expect(new?.totalStates == 2)
    #expect(new?.peakStates == 3)
    #expect(new?.markRead == 4)
  }

  @Test func aMessageWithoutLineEndIsToldFromTheFigures() {
    let first = digest(
      "expected prog array map for tail callverification time 12 usec\nstack depth 0\nprocessed 5 insns\n")
    #expect(first.messages == ["expected prog array map for tail call"])
    #expect(first.statistics?.verificationMicroseconds == 12)
    let second = digest("insn 3 cannot call exception cb directlyprocessed 5 insns (limit 1000000)\n")
    #expect(second.messages == ["insn 3 cannot call exception cb directly"])
    #expect(second.statistics?.verifiedInstructions == 5)
  }

  @Test func figuresOfEachSubprogramAreNoMessages() {
    let digest = digest(
      "0: R1=ctx() R10=fp0\n0: (b7) r0 = 2\n1: (95) exit\n"
        + "At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]\nverification time 651 usec\n"
        + "stack depth max 24\nsubprog 0 (look) main insns_self 5 insns_total 7 stack 24\n"
        + "subprog 1 (add) static insns_self 2 insns_total 2 stack 0\nprocessed 2 insns (limit 1000000)\n")
    #expect(digest.messages == ["At program exit the register R0 has smin=2 smax=2 should have been in [0, 1]"])
    #expect(digest.path.count == 3)
    #expect(digest.statistics?.stackDepths == [24, 0])
  }

  @Test func aFigureThatNoCounterHoldsIsNone() {
    #expect(digest("processed 99999999999999999999 insns\n").statistics == nil)
    #expect(digest("99999999999999999999: (95) exit\n").path == [])
  }

  @Test func stackDepthInAMessageIsNoFigure() {
    let digest = digest("stack depth 528 exceeds interpreter stack depth limit\nprocessed 3 insns\n")
    #expect(digest.messages == ["stack depth 528 exceeds interpreter stack depth limit"])
    #expect(digest.statistics?.stackDepths == nil)
  }

  @Test func noiseIsLeftOutUnlessItIsAllThereIs() {
    let noise = "Global function f() doesn't return scalar. Only those are supported."
    let other = "arg#0 reference type('UNKNOWN ') size cannot be determined: -22"
    #expect(digest("\(noise)\n\(other)\nR0 !read_ok\nprocessed 3 insns\n").messages == ["R0 !read_ok"])
    #expect(digest("\(noise)\nprocessed 0 insns\n").messages == [noise])
    #expect(digest("Validating f() func#1...\n\(noise)\nprocessed 12 insns\n").messages == [noise])
    #expect(digest("\(noise)\nprocessed 12 insns\n").messages == [])
  }

  @Test func aRefusalAfterTheWalkHasNoPath() throws {
    let late = try digest(Fixture.bytes("stack-6.18-level2"))
    #expect(late.messages.first?.hasPrefix("combined stack size of 2 calls is ") == true)
    #expect(late.path.isEmpty)
    #expect(!late.lineCounts.isEmpty)
  }

  @Test func anAcceptedLoadHasNeitherMessagesNorPath() throws {
    for level in [1, 2, 4] {
      let digest = try digest(Fixture.bytes("good-6.18-level\(level)"))
      #expect(digest.messages.isEmpty && digest.path.isEmpty && !digest.headMissing)
      #expect(digest.statistics?.verifiedInstructions == 17)
    }
  }

  @Test func levelsOneAndTwoHaveTheSameFailingInstructions() throws {
    for name in ["callee", "global", "leak", "loop", "null", "packet", "spill"] {
      let one = try digest(Fixture.bytes("\(name)-6.18-level1"))
      let two = try digest(Fixture.bytes("\(name)-6.18-level2"))
      #expect(one.messages == two.messages, "\(name)")
      #expect(one.walkedInstructions == two.walkedInstructions, "\(name)")
      #expect(!one.walkedInstructions.isEmpty, "\(name)")
    }
  }

  @Test func severalLogsInOneStreamAreToldApart() throws {
    let first = try Fixture.text("null-6.18-level2")
    let second = try Fixture.text("good-6.18-level2")
    let third = try Fixture.text("packet-7.3-level1")
    let all = digests(first + second + third)
    #expect(all.count == 3)
    #expect(all.map(\.messages) == [digest(first).messages, [], digest(third).messages])
    #expect(all.map(\.path) == [digest(first).path, [], digest(third).path])
    #expect(all.last?.diagnosis == digest(third).diagnosis)
    #expect(digest(first + second).messages == digest(first).messages)
  }

  @Test func statisticsOnlyLogsInOneStreamAreToldApart() {
    let all = digests("R0 !read_ok\nprocessed 1 insns\nR1 !read_ok\nprocessed 2 insns\n")
    #expect(all.map(\.messages) == [["R0 !read_ok"], ["R1 !read_ok"]])
  }

  @Test func libbpfsMarkersGiveTheProgramAndSetItsOwnLinesApart() {
    let digest = digest(
      """
      libbpf: prog 'count': BPF program load failed: Permission denied
      libbpf: prog 'count': -- BEGIN PROG LOAD LOG --
      0: R1=ctx() R10=fp0
      0: (95) exit
      R0 !read_ok
      processed 1 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0
      -- END PROG LOAD LOG --
      libbpf: prog 'count': failed to load: -13
      """)
    #expect(digest.program == "count")
    #expect(digest.messages == ["R0 !read_ok"])
    #expect(
      digest.loaderMessages == [
        "prog 'count': BPF program load failed: Permission denied", "prog 'count': failed to load: -13",
      ])
  }

  @Test func aPathIsCutBackToTheBranchThatIsResumed() {
    let digest = digest(
      """
      0: R1=ctx() R10=fp0
      0: (15) if r1 == 0x0 goto pc+2        ; R1=ctx()
      1: (15) if r1 == 0x1 goto pc+1        ; R1=ctx()
      2: (95) exit

      from 1 to 3: safe

      from 0 to 3: R1=0 R10=fp0
      3: (95) exit
      R0 !read_ok
      processed 4 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0
      """)
    #expect(digest.walkedInstructions == [0, 3])
    #expect(digest.statistics?.verifiedInstructions == 4)
  }

  @Test func aPathIsCutBackWhereAnOldKernelPrintsNoFrom() {
    let digest = digest(
      """
      0: R1=ctx(id=0,off=0,imm=0) R10=fp0
      0: (15) if r1 == 0x0 goto pc+2
      1: R1=ctx(id=0,off=0,imm=0) R10=fp0
      1: (b7) r0 = 0
      2: R0_w=inv0 R1=ctx(id=0,off=0,imm=0) R10=fp0
      2: (95) exit
      3: R1=inv0 R10=fp0
      3: (95) exit
      R0 !read_ok
      processed 4 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0
      """)
    #expect(digest.walkedInstructions == [0, 3])
    #expect(!digest.headMissing)
  }

  @Test func theNewestOfSeveralBranchesAtOneJumpIsResumed() {
    // Three rounds of a loop, each setting its exit aside; the last one set aside is resumed first.
    let digest = digest(
      """
      0: (b7) r2 = 0
      1: (15) if r1 == 0x0 goto pc+2
      2: (07) r2 += 1
      3: (05) goto pc-3
      1: (15) if r1 == 0x0 goto pc+2
      2: (07) r2 += 1
      3: (05) goto pc-3
      1: safe

      from 1 to 4: R2=1 R10=fp0
      4: (95) exit

      from 1 to 4: R2=0 R10=fp0
      4: (95) exit
      R0 !read_ok
      processed 9 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0
      """)
    #expect(digest.walkedInstructions == [0, 1, 4])
  }

  @Test func aLogWithoutItsHeadSaysSo() throws {
    let text = try Fixture.text("callee-6.18-level1")
    let tail = String(text.suffix(1_500))
    let digest = digest(tail)
    #expect(digest.headMissing)
    #expect(digest.messages == VerifierLogTests.digest(text).messages)
    #expect(!digest.path.isEmpty)
    #expect(try VerifierLogTests.digest(Fixture.bytes("callee-6.18-level1")).headMissing == false)
    #expect(try VerifierLogTests.digest(Fixture.bytes("global-6.18-level1")).headMissing == false)
  }

  @Test func aLongPathKeepsItsEnds() {
    var text = ""
    for index in 0..<1_000 { text += "\(index): (b7) r0 = \(index)\n" }
    text += "1000: (95) exit\nR1 !read_ok\nprocessed 1001 insns\n"
    let digest = digest(text, limits: LogLimits(pathLines: 40, pathBytes: 1 << 20, messageLines: 8, sourceLines: 8))
    #expect(digest.path.count == 40)
    #expect(digest.path.first == "0: (b7) r0 = 0")
    #expect(digest.path.last == "1000: (95) exit")
    #expect(digest.pathOmissions == [PathOmission(position: 10, lines: 961)])
    #expect(digest.pathLinesOmitted == 961)
  }

  @Test func aLoopWalkedOftenIsShownByItsEnds() throws {
    let digest = try digest(Fixture.bytes("counted-6.18-level1"))
    #expect(digest.pathOmissions.count == 1)
    #expect(digest.pathOmissions.first?.iterations == 12)
    #expect(digest.path.last == "16: (61) r2 = *(u32 *)(r3 +0)")
  }

  @Test func aLineIsCutAtItsBound() {
    let digest = digest(String(repeating: "x", count: 200_000) + "\nprocessed 1 insns\n")
    #expect(digest.linesCut == 1)
    #expect(digest.messages.first?.utf8.count == 4_096)
    #expect(digest.statistics?.verifiedInstructions == 1)
  }

  @Test func manyMessagesKeepTheFirstAndTheLast() {
    let text = (0..<1_000).map { "message \($0)\n" }.joined() + "processed 1 insns\n"
    let digest = digest(text, limits: LogLimits(pathLines: 8, pathBytes: 1_024, messageLines: 8, sourceLines: 8))
    #expect(digest.messages.count == 8)
    #expect(digest.messages.first == "message 0")
    #expect(digest.messages.last == "message 999")
    #expect(digest.messagesOmitted == 992)
  }
}

extension LogDigest {
  /// The instructions of the path, in order.
  var walkedInstructions: [Int] {
    path.compactMap { line in
      guard let colon = line.firstIndex(of: ":"), line[colon...].hasPrefix(": ("), let index = Int(line[..<colon])
      else { return nil }
      return index
    }
  }
}
