import Testing
import VerifierLog

@Suite struct LogDialectTests {
  /// A log that ends in a refusal, as one kernel prints it.
  private static let plain = """
    0: R1=ctx() R10=fp0
    ; int x = ctx->len; @ dialect.bpf.c:7
    0: (61) r2 = *(u32 *)(r1 +0)          ; R1=ctx() R2=scalar(smin=0,smax=umax=0xffffffff,var_off=(0x0; 0xffffffff))
    1: (25) if r2 > 0x8 goto pc+1 3: R1=ctx() R2=scalar(umin=9) R10=fp0
    3: (79) r0 = *(u64 *)(r2 +0)
    R2 invalid mem access 'scalar'
    verification time 12 usec
    stack depth 0
    processed 4 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0

    """

  /// What does not depend on how a log was carried.
  private func essence(_ text: String) -> LogDigest {
    var digest = digest(text)
    digest.bytes = 0
    return digest
  }

  @Test func prefixesColoursAndLineEndsChangeNothing() {
    let plain = essence(Self.plain)
    #expect(plain.walkedInstructions == [0, 1, 3] && plain.messages == ["R2 invalid mem access 'scalar'"])
    func carried(_ carry: (Substring) -> String) -> LogDigest {
      essence(Self.plain.split(separator: "\n").map(carry).joined(separator: "\n"))
    }
    let lines = essence(Self.plain.split(separator: "\n").joined(separator: "\n"))
    #expect(lines == plain)
    #expect(carried { "\($0)\r" } == plain, "CR LF")
    #expect(carried { "[ 1234.567890] \($0)" } == plain, "kernel time")
    #expect(carried { "[ 1234.567890][ T4711] \($0)" } == plain, "kernel time and task")
    #expect(carried { "> \($0)" } == plain, "Markdown")
    #expect(carried { "> > \($0)" } == plain, "Markdown in Markdown")
    #expect(carried { "2026-11-23T21:18:00.1234567Z \($0)" } == plain, "GitHub")
    #expect(carried { "2026-11-23T21:18:00+0000 host loader[12]: \($0)" } == plain, "journald, ISO")
    #expect(carried { "Nov 23 21:18:00 host loader[12]: \($0)" } == plain, "journald")
    #expect(carried { "Nov  3 21:18:00 host kernel: \($0)" } == plain, "syslog")
    #expect(carried { "Mär 21 11:01:44 H systemd[1]: \($0)" } == plain, "journald in another language")
    #expect(carried { "Fri Mar 20 09:22:11 2026: [libs]: \($0)" } == plain, "Falco")
    #expect(carried { "Fri Mar 20 09:22:11 2026: \($0)" } == plain, "a calendar's time")
    #expect(carried { "2024/08/05 14:10:43 \($0)" } == plain, "Go")
    #expect(carried { "ERRO[0045] \($0)" } == plain, "logrus")
    #expect(carried { "level=warning msg=\"\($0)\" subsys=loader" } == plain, "logfmt")
    #expect(carried { "time=\"2024-08-05T14:10:43Z\" level=info msg=\"\($0)\"" } == plain, "logfmt with its time")
    #expect(carried { "\u{1b}[31m\($0)\u{1b}[0m" } == plain, "colour")
    #expect(carried { "\u{1b}]8;;https://x\u{1b}\\\($0)\u{1b}]8;;\u{7}" } == plain, "links")
    #expect(
      carried { "> \u{1b}[1m2026-11-23T21:18:00.1234567Z \u{1b}[0m[    0.100000] \($0)\r" } == plain, "all at once")
  }

  @Test func indentedLogsAreReadTheSame() {
    // cilium/ebpf's `%+v` and code blocks indent each line; the path keeps the lines as they are.
    for indent in ["\t", "    "] {
      let text = Self.plain.split(separator: "\n").map { indent + $0 }.joined(separator: "\n")
      let digest = digest(text)
      #expect(digest.messages == ["R2 invalid mem access 'scalar'"])
      #expect(Trace(digest).steps == Trace(VerifierLogTests.digest(Self.plain)).steps)
      #expect(digest.statistics == VerifierLogTests.digest(Self.plain).statistics)
    }
  }

  @Test func `a log in a logger's string is read as its lines`() {
    let string = Self.plain.replacing("\n", with: "\\n\\t").replacing("\"", with: "\\\"")
    let digest = digest("{\"level\":\"error\",\"msg\":\"load program: permission denied:\\n\\t\(string)\"}\n")
    #expect(digest.messages == ["R2 invalid mem access 'scalar'"])
    #expect(Trace(digest).steps == Trace(VerifierLogTests.digest(Self.plain)).steps)
    #expect(digest.statistics == VerifierLogTests.digest(Self.plain).statistics)
  }

  @Test func `a log that begins behind a loader's words is read from its first line`() {
    for words in [
      "Error: the BPF_PROG_LOAD syscall failed. Verifier output: ",
      "[2026-11-23T10:00:00Z WARN  app] the BPF_PROG_LOAD syscall returned EACCES. Verifier output: ",
    ] {
      let digest = digest(words + Self.plain + "\nCaused by:\n    Permission denied (os error 13)\n")
      #expect(digest.messages == ["R2 invalid mem access 'scalar'"])
      #expect(Trace(digest).steps == Trace(VerifierLogTests.digest(Self.plain)).steps)
      #expect(!digest.headMissing)
    }
  }

  @Test(
    arguments: [
      (
        "field Count: program count: load program: permission denied: 3: (79) r0 = *(u64 *)(r2 +0): R2 invalid mem access "
          + "'scalar' (8 line(s) omitted)", "count", ["R2 invalid mem access 'scalar'"],
        ["3: (79) r0 = *(u64 *)(r2 +0)"]
      ),
      (
        "panic: program pass: load program: permission denied: invalid access to packet, off=26 size=2, "
          + "R1(id=1,off=26,r=0): R1 offset is outside of the packet (truncated, 23 line(s) omitted)", "pass",
        ["invalid access to packet, off=26 size=2, R1(id=1,off=26,r=0)", "R1 offset is outside of the packet"], []
      ),
      (
        "load program: invalid argument: Unreleased reference id=2 alloc_insn=4: BPF_EXIT instruction in main prog would "
          + "lead to reference leak (21 line(s) omitted)", nil,
        [
          "Unreleased reference id=2 alloc_insn=4", "BPF_EXIT instruction in main prog would lead to reference leak",
        ], []
      ),
      (
        "level=error error=\"program cil_from: load program: argument list too long: BPF program is too large. Processed "
          + "1000001 insn (1053 line(s) omitted)\"", "cil_from", ["BPF program is too large. Processed 1000001 insn"],
        []
      ),
      ("load program: invalid argument: last insn is not an exit or jmp", nil, ["last insn is not an exit or jmp"], []),
    ] as [(String, String?, [String], [String])])
  func `cilium's one-line summary is a refusal of one or two lines`(
    text: String, program: String?, messages: [String], path: [String]
  ) {
    let digest = digest("10:00 loading\n" + text + "\nexit status 1\n")
    #expect(digest.messages == messages)
    #expect(digest.program == program)
    #expect(digest.path == path)
  }

  @Test func `a hint of cilium's between the error and the log's words is none of them`() {
    let digest = digest(
      "load program: bad address (hit verifier bug, increase LogSizeStart to fit the log and check dmesg): The sequence of "
        + "8193 jumps is too complex. (12 line(s) omitted)\n")
    #expect(digest.messages == ["The sequence of 8193 jumps is too complex."])
  }

  @Test func `the head of a whole log is no message`() {
    let digest = digest("Error: Load failed: load program: invalid argument:\n\tprocessed 6750 insns (limit 1000000)\n")
    #expect(digest.messages.isEmpty)
    #expect(digest.statistics?.verifiedInstructions == 6750)
  }

  /// The digests of all logs in a text.
  private func digests(_ text: String) -> [LogDigest] {
    var reducer = LogReducer(limits: .local)
    reducer.consume(Array(text.utf8))
    return reducer.finishAll()
  }

  @Test func `a summary and the log that it is of are one refusal`() {
    let summary =
      "program count: load program: permission denied: 3: (79) r0 = *(u64 *)(r2 +0): R2 invalid mem access 'scalar' "
      + "(8 line(s) omitted)\n"
    let whole = digests(summary + "Verifier log: load program: permission denied:\n" + Self.plain)
    #expect(whole.map(\.messages) == [["R2 invalid mem access 'scalar'"]])
    #expect(whole.map(\.program) == ["count"])
    #expect(whole.map(\.walkedInstructions) == [[0, 1, 3]])
    let head = digests(summary + "Verifier log: load program: permission denied:\n\t0: R1=ctx() R10=fp0\n")
    #expect(head.map(\.messages) == [["R2 invalid mem access 'scalar'"]])
    #expect(head.map(\.program) == ["count"])
    let others = digests(summary + Self.plain.replacing("R2 invalid", with: "R3 invalid"))
    #expect(others.count == 2)
  }

  @Test func `an error that is told again as its cause is one refusal`() {
    let log = Self.plain.dropLast()
    let text =
      "Error: the BPF_PROG_LOAD syscall failed. Verifier output: \(log)\n\nCaused by:\n"
      + "    0: the BPF_PROG_LOAD syscall failed. Verifier output: \(log)\n    1: Permission denied (os error 13)\n"
    #expect(digests(text).count == 1)
    let brief = "R2 invalid mem access 'scalar'\nverification time 12 usec\nprocessed 4 insns (limit 1000000)\n"
    let told = digests(
      "Error: Verifier output: \(brief)\nCaused by:\n    0: Verifier output: \(brief)\n    1: EACCES\n")
    #expect(told.map(\.messages) == [["R2 invalid mem access 'scalar'"]])
    #expect(digests(Self.plain + Self.plain).count == 2, "two programs may be refused alike")
  }

  @Test func `marks of Markdown are no messages`() {
    #expect(digest("```\n\(Self.plain)```\n").messages == ["R2 invalid mem access 'scalar'"])
    #expect(digest("```shell\n`R2 invalid mem access 'inv'`\n```\n").messages == ["R2 invalid mem access 'inv'"])
  }

  @Test func `blanks before a loader's line are none of it`() {
    #expect(digest("\t  libbpf: failed to load object 'a'\n").loaderMessages == ["failed to load object 'a'"])
  }

  @Test func `numbers of kernels before 4.14 are read as those kernels meant them`() {
    let digest = digest(
      """
      5: (55) if r1 != 0x0 goto pc+3
       R0=imm7,min_value=7,max_value=7 R1=imm0 R2=inv56 R3=inv R10=fp fp-8=imm
      6: (85) call 27
      R1 type=inv expected=ctx
      """)
    let trace = Trace(digest)
    #expect(trace.register(1, before: 1)?.constant == 0)
    #expect(trace.register(0, before: 1)?.constant == 7)
    #expect(trace.register(2, before: 1)?.constant == nil)
    #expect(trace.register(2, before: 1)?.range.unsignedMaximum == 255)
    #expect(trace.register(3, before: 1)?.range == ScalarRange())
    #expect(trace.steps[1].callee == "bpf_get_stackid")
  }

  @Test func aBufferPassedWithItsZeroesIsReadTheSame() {
    let digest = digest(Array(Self.plain.utf8) + [UInt8](repeating: 0, count: 4_096))
    #expect(digest.messages == ["R2 invalid mem access 'scalar'"])
    #expect(digest.loaderMessages.isEmpty && digest.linesCut == 0)
  }

  @Test func levelTwoOfKernelsBeforeFiveEighteenIsRead() {
    let digest = digest(
      """
      func#0 @0
      0: R1=ctx(id=0,off=0,imm=0) R10=fp0
      ; if (!value)
      0: (15) if r1 == 0x0 goto pc+3
       R1=ctx(id=0,off=0,imm=0) R10=fp0
      1: R1=ctx(id=0,off=0,imm=0) R10=fp0
      ; return 0;
      1: (b7) r0 = 0
      2: R0_w=inv0 R1=ctx(id=0,off=0,imm=0) R10=fp0
      2: (95) exit
      last_idx 2 first_idx 0
      regs=1 stack=0 before 1: (b7) r0 = 0
      propagating r0

      from 0 to 4: R1=inv0 R10=fp0
      4: R1=inv0 R10=fp0
      ; *value = 1;
      4: (7a) *(u64 *)(r1 +0) = 1
      R1 invalid mem access 'inv'
      processed 5 insns (limit 1000000) max_states_per_insn 0 total_states 1 peak_states 1 mark_read 0
      """)
    #expect(digest.walkedInstructions == [0, 4])
    #expect(digest.unrecognisedLines == 0)
    let trace = Trace(digest)
    #expect(trace.register(1, before: 1)?.constant == 0)
    #expect(trace.source(of: 1)?.text == "*value = 1;")
    #expect(trace.steps[0].isTaken == true)
  }

  @Test func tablesOfAnalysesAreNoInstructions() {
    let digest = digest(
      """
      func#0 @0
      func#1 @3
      Live regs before insn:
            0: .1........ (bf) r6 = r1
        1   1: ......6... (85) call pc+1
            2: 0......... (95) exit
      subprog#0: analyzing (depth 0)...
      stack use/def subprog#0 main (d0,cs0):
        0: (bf) r6 = r1
        1: (7b) *(u64 *)(r10 -8) = r6          ; def: fp0-8
        2: (79) r1 = *(u64 *)(r10 -8)          ; use: fp0-8
      arg JOIN insn 3 -> 4 r1: fp0-8 + fp0-16 => _
      SCC enter (1)
      (7,20) live stack update done in 2 iterations
      (0) frame 0 insn 6 +live -8,-16
      0: R1=ctx() R10=fp0
      0: (95) exit
      R0 !read_ok
      processed 1 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0
      """)
    #expect(digest.path == ["0: R1=ctx() R10=fp0", "0: (95) exit"])
    #expect(digest.messages == ["R0 !read_ok"])
    #expect(digest.unrecognisedLines == 0)
  }

  @Test func precisionTrackingOfEveryKernelIsNoPath() {
    let digest = digest(
      """
      0: (95) exit
      mark_precise: frame0: last_idx 1 first_idx 0 subseq_idx -1
      mark_precise: frame0: parent state regs=r4 stack=:  R1=P4 R10=fp0
      last_idx 17 first_idx 11
      regs=4 stack=0 before 16: (57) r2 &= 60
      parent didn't have regs=4 stack=0 marks
      parent already had regs=4 stack=0 marks
      frame 0: propagating r1,r2
      force_precise: frame0: forcing r1 to be precise
      R0 !read_ok
      processed 1 insns
      """)
    #expect(digest.path == ["0: (95) exit"])
    #expect(digest.messages == ["R0 !read_ok"])
    #expect(digest.unrecognisedLines == 0)
  }

  @Test func `what is said behind a jump is a message`() {
    let digest = digest(
      """
      7: (07) r2 += 1                       ; R2=0x208d4
      8: (ad) if r2 < r1 goto pc+2 BPF program is too large. Processed 1000001 insn
      verification time 26562101 usec
      processed 1000001 insns (limit 1000000) max_states_per_insn 4 total_states 1 peak_states 1 mark_read 0
      """)
    #expect(digest.messages == ["BPF program is too large. Processed 1000001 insn"])
    #expect(digest.path.last == "8: (ad) if r2 < r1 goto pc+2")
    #expect(digest.walkedInstructions == [7, 8])
  }

  @Test func aCommentThatSpansLinesStaysOne() {
    let digest = digest(
      """
      ; int a; @ a.c:1
      0: (b7) r0 = 0
      ; printk("one
      two"); @ a.c:2
      1: (b7) r1 = 0
      ;  @ b.h:0
      2: (95) exit
      R0 !read_ok
      processed 3 insns
      """)
    #expect(digest.lineCounts.map(\.text).sorted() == ["", "int a;", "printk(\"one\ntwo\");"])
    let trace = Trace(digest)
    #expect(trace.source(of: 1) == SourceComment(text: "printk(\"one\ntwo\");", file: "a.c", line: 2))
    #expect(trace.source(of: 2) == SourceComment(text: "", file: "b.h", line: 0))
    #expect(digest.messages == ["R0 !read_ok"])
  }

  @Test func speculativePathsAreResumedToo() {
    let digest = digest(
      """
      0: (25) if r2 > 0x8 goto pc+1
      1: (95) exit
      from 0 to 2 (speculative execution): safe
      from 0 to 2 (speculative execution): R2=scalar() R10=fp0
      2: (95) exit
      R0 !read_ok
      processed 3 insns
      """)
    #expect(digest.walkedInstructions == [0, 2])
  }

  @Test func unknownLinesAreKeptAndCounted() {
    let digest = digest("0: (b7) r0 = 0\nsomething new\n1: (95) exit\nR1 !read_ok\nprocessed 2 insns\n")
    #expect(digest.unrecognisedLines == 1)
    #expect(digest.path == ["0: (b7) r0 = 0", "something new", "1: (95) exit"])
    #expect(Trace(digest).steps.first?.remarks == ["something new"])
    #expect(digest.messages == ["R1 !read_ok"])
  }

  @Test func aGlobalFunctionsWalkIsAPathOfItsOwn() {
    let digest = digest(
      """
      0: (85) call pc+1
      Func#1 ('f') is global and assumed valid.
      1: (95) exit
      Validating f() func#1...
      2: R1=scalar() R10=fp0
      2: (95) exit
      Func#1 ('f') is safe for any args that match its prototype
      Validating g() func#2...
      4: R1=scalar() R10=fp0
      4: (95) exit
      At subprogram exit the register R0 has unknown scalar value should have been in [0, 1]
      processed 4 insns
      """)
    #expect(digest.globalFunction == "g")
    #expect(digest.walkedInstructions == [4])
    #expect(!digest.headMissing)
  }

  @Test func aDiagnosisOfUnknownHeadingsIsKept() {
    let digest = digest(
      """
      0: (95) exit
      R0 !read_ok

      Verification failed: Policy: Not allowed

      Reason:
        Because
        of this.

      At:
        main @ C:\\a.c:3:4

      Novelty:
        Something else.

      Causal path:
        nameless
        ... 12 events omitted ...

      processed 1 insns
      """)
    let diagnosis = digest.diagnosis
    #expect(diagnosis?.category == "Policy" && diagnosis?.problem == "Not allowed")
    #expect(diagnosis?.reason == "Because of this.")
    #expect(diagnosis?.at?.file == "C:\\a.c" && diagnosis?.at?.line == 3 && diagnosis?.at?.column == 4)
    #expect(diagnosis?.other == ["Novelty:", "Something else."])
    #expect(diagnosis?.causalPath.map(\.function) == ["nameless"])
    #expect(diagnosis?.stepsOmitted == 12)
    #expect(digest.statistics?.verifiedInstructions == 1)
    #expect(digest.messages == ["R0 !read_ok"])
  }
}
