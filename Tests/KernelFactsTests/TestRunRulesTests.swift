import Testing

@testable import KernelFacts

/// What test runs take, without a kernel.
@Suite struct TestRunRulesTests {
  private func words(
    _ type: ProgramType, _ input: TestRunInput, attach: AttachType = AttachType(rawValue: 0),
    kernel: KernelVersion = KernelVersion(6, 12)
  ) -> String? {
    TestRunRules(type: type, attachType: attach, kernel: kernel).problem(with: input)?.summary
  }

  private func frame(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }

  @Test func `every row of the tables is read`() {
    #expect(TestRunFacts.all.count == FactTable.lines(TestRunFacts.table).count)
    #expect(TestRunField.all.count == FactTable.lines(TestRunField.table).count)
    #expect(TestRunFacts.all.allSatisfy { TestRunFacts.of($0.type) == $0 })
    // Every type that a kernel test-runs on inputs has a row; tracing programs get the kernel's own.
    let runnable = ProgramTypeFacts.all.filter { $0.testRunSince != nil && $0.type != .tracing }.map(\.type)
    #expect(runnable.allSatisfy { TestRunFacts.of($0) != nil })
  }

  @Test func `each type is run or it is said why not`() {
    for facts in ProgramTypeFacts.all.dropFirst() {
      let rules = TestRunRules(type: facts.type, attachType: AttachType(rawValue: 0), kernel: KernelVersion(6, 18))
      #expect((rules.obstacle == nil) == (TestRunFacts.of(facts.type) != nil), "\(facts.name)")
    }
    let old = TestRunRules(type: .skLookup, attachType: .skLookup, kernel: KernelVersion(5, 10))
    #expect(old.obstacle?.summary == "test runs of sk_lookup programs need kernel 5.13; this is 5.10")
    let devmap = TestRunRules(type: .xdp, attachType: .xdpDevmap, kernel: nil)
    #expect(devmap.obstacle?.summary == "the kernel test-runs no XDP program that is meant for a devmap")
  }

  @Test func `an XDP context's numbers are held to the packet`() {
    func context(_ data: UInt8, _ end: UInt8, _ rest: [UInt8] = [0, 0, 0, 0]) -> [UInt8] {
      [data, 0, 0, 0, end, 0, 0, 0, rest[0], 0, 0, 0, rest[1], 0, 0, 0, rest[2], 0, 0, 0, rest[3], 0, 0, 0]
    }
    let packet = frame(64)
    #expect(words(.xdp, TestRunInput(packet: packet, context: context(8, 64))) == nil)
    #expect(words(.xdp, TestRunInput(packet: packet, context: context(6, 64)))?.hasPrefix("data is 6: ") == true)
    #expect(
      words(.xdp, TestRunInput(packet: packet, context: context(0, 65)))
        == "data_end is 65: the packet has 64 bytes, metadata included")
    #expect(
      words(.xdp, TestRunInput(packet: packet, context: context(36, 64)), kernel: KernelVersion(6, 1))
        == "36 bytes of metadata are too many: kernel 6.1 takes 32 at most")
    #expect(
      words(.xdp, TestRunInput(packet: packet, context: context(0, 64, [1, 0, 0, 0])))
        == "the field data_meta of struct xdp_md cannot be set in a test run")
    #expect(
      words(.xdp, TestRunInput(packet: packet, context: context(0, 64, [0, 0, 1, 0])))
        == "rx_queue_index names a queue of no interface")
    #expect(words(.xdp, TestRunInput(packet: packet, context: context(0, 64, [0, 1, 0, 0]))) == nil)
    #expect(
      words(.xdp, TestRunInput(packet: packet, context: context(0, 64, [0, 1, 9, 0])))
        == "rx_queue_index is 9: lo, the one interface of a test run, has queue 0 alone")
  }

  @Test func `what only some types take is said of the others`() {
    #expect(
      words(.schedCls, TestRunInput(packet: [0]))
        == "a packet of 1 byte is too short: sched_cls programs take 14 or more")
    #expect(words(.schedCls, TestRunInput()) == "the case has no packet, which sched_cls programs run on")
    #expect(words(.skLookup, TestRunInput()) == "the case has no context, which sk_lookup programs run on")
    #expect(
      words(.schedCls, TestRunInput(packet: frame(64), cpu: 1))
        == "only raw_tracepoint programs can be told which processor to run on")
    #expect(
      words(.schedCls, TestRunInput(packet: frame(64), liveFrames: true)) == "only XDP programs run on live frames")
    #expect(
      words(.syscall, TestRunInput(context: [0], repetitions: 2))
        == "the kernel repeats no test run of syscall programs")
    #expect(
      words(.rawTracepoint, TestRunInput(context: frame(104)))
        == "13 arguments are too many: raw_tracepoint programs take 12 at most")
    #expect(words(.xdp, TestRunInput(packet: frame(3520))) == nil)
    #expect(words(.xdp, TestRunInput(packet: frame(3521)))?.contains("in several pieces") == true)
    let pieces = TestRunRules(type: .xdp, attachType: .xdp, takesPieces: true, kernel: nil)
    #expect(pieces.problem(with: TestRunInput(packet: frame(9000))) == nil)
  }
}
