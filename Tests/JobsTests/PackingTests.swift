import Testing

@testable import Jobs

/// Cases and outcomes as they travel.
@Suite struct PackingTests {
  private static func slice(_ random: inout SystemRandomNumberGenerator) -> ByteSlice {
    ByteSlice(offset: Int.random(in: 0...70_000, using: &random), count: Int.random(in: 0...300, using: &random))
  }

  /// A case with every kind of step in it.
  private static var everything: TestCase {
    var random = SystemRandomNumberGenerator()
    var test = TestCase(number: 300)
    test.globals = [TestGlobal(section: ".rodata", offset: 8, bytes: slice(&random))]
    test.task.comm = "nginx"
    test.task.uid = 0
    test.task.gid = .max
    test.task.cpu = 1
    test.task.cgroup = "web"
    test.ownNetwork = true
    var input = TestInput(program: "frame")
    input.packet = slice(&random)
    input.context = slice(&random)
    input.repetitions = 7
    input.cpu = 3
    input.liveFrames = true
    input.wantsPacket = false
    var hosting = TestHosting(takesArguments: true)
    hosting.casts = [TestCast(argument: 2, type: 70_000)]
    hosting.castFunction = 9
    hosting.undefined = slice(&random)
    hosting.memory.kernel = slice(&random)
    hosting.memory.user = slice(&random)
    hosting.memory.links = [TestMemory.Link(place: .context, offset: 8, target: .kernel, targetOffset: 300)]
    input.hosting = hosting
    var mock = TestMock(name: "bpf_get_current_comm", callee: .helper(16), arguments: 2)
    mock.site = CallSite(program: "p", slot: 7)
    mock.step = .max
    mock.givesNothing = true
    mock.answers = [
      TestMock.Answer(), TestMock.Answer(5, fills: [TestMock.Fill(argument: 1, size: 2, bytes: slice(&random))]),
    ]
    test.mocks = [mock, TestMock(name: "f", callee: .kernelFunction(99), arguments: 0)]
    let processors = [MapWrite.Processor(number: 1, bytes: slice(&random))]
    test.steps = [
      .put(MapWrite(map: "a", key: slice(&random), value: .bytes(slice(&random)))),
      .put(MapWrite(map: "b", key: nil, value: .processors(processors))),
      .put(MapWrite(map: "c", key: slice(&random), value: .program("p"))),
      .put(MapWrite(map: "d", key: slice(&random), value: .map("m"))),
      .delete(map: "e", key: slice(&random)), .run(input), .run(TestInput(program: "")), .read(map: "f", limit: 10),
      .look(map: "g", keys: [slice(&random), slice(&random)]), .drain(map: "h"), .globals(section: ".bss"),
      .calls(mock: 1),
      .attach(program: "p"), .drive(.deed(name: "connect", arguments: ["a", "ü"])), .drive(.command(["/bin/true"])),
    ]
    return test
  }

  private static var outcome: CaseOutcome {
    var random = SystemRandomNumberGenerator()
    var outcome = CaseOutcome(number: -1)
    outcome.coverage = [
      CoveredProgram(program: "p", passed: ByteSlice(offset: 3, count: 9)),
      CoveredProgram(
        program: "q", passed: ByteSlice(offset: 0, count: 0),
        profile: SiteProfile(
          reached: ByteSlice(offset: 7, count: 9), unmarked: ByteSlice(offset: 1, count: 9), problem: "refused")),
    ]
    outcome.steps = [
      .done,
      .ran(RunOutcome(returned: .max, packet: slice(&random), context: nil, nanoseconds: 12)),
      .entries([MapEntry(key: slice(&random), values: [slice(&random), slice(&random)])], isWhole: false),
      .events([TestEvent(cpu: nil, bytes: slice(&random)), TestEvent(cpu: 3, bytes: slice(&random), lost: .max)]),
      .calls(RecordedCalls(count: 70, calls: [RecordedCalls.Call(arguments: [1, .max], result: 3)])),
      .globals(slice(&random)), .driven(status: -111, output: ["one", ""]),
    ]
    outcome.trace = ["a line"]
    outcome.traceProblem = "why there are no others"
    outcome.notes = ["a note"]
    outcome.host = "syscall"
    outcome.repoisoned = [.done]
    var reason = Reason("why", id: "A1", advice: "do", errno: 22, evidence: ["said"])
    outcome.failure = CaseFailure(verdict: .loader, reason: reason, isInput: true, step: 3)
    reason.errno = nil
    return outcome
  }

  @Test func `what is packed is unpacked as it was`() {
    let cases = [Self.everything, TestCase(number: 0)]
    #expect(TestCase.unpacked(TestCase.packed(cases)) == cases)
    let outcomes = [Self.outcome, CaseOutcome(number: .max)]
    #expect(CaseOutcome.unpacked(CaseOutcome.packed(outcomes)) == outcomes)
  }

  @Test func `bytes that are cut or changed are read or refused, and never crash`() {
    let cases = TestCase.packed([Self.everything])
    let outcomes = CaseOutcome.packed([Self.outcome])
    for count in 0..<cases.count { #expect(TestCase.unpacked(Array(cases.prefix(count))) == nil) }
    for count in 0..<outcomes.count { #expect(CaseOutcome.unpacked(Array(outcomes.prefix(count))) == nil) }
    var random = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      var changed = Bool.random(using: &random) ? cases : outcomes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        changed[Int.random(in: changed.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      _ = TestCase.unpacked(changed)
      _ = CaseOutcome.unpacked(changed)
    }
  }

  @Test func `cases are repacked with the bytes that they need, each once`() throws {
    var test = TestCase(number: 1)
    let values: [UInt8] = Array(0..<100)
    test.steps = [
      .delete(map: "a", key: ByteSlice(offset: 90, count: 4)), .delete(map: "a", key: ByteSlice(offset: 10, count: 2)),
      .delete(map: "a", key: ByteSlice(offset: 90, count: 4)), .delete(map: "a", key: ByteSlice(offset: 99, count: 2)),
    ]
    let (cases, kept) = TestCase.repacked([test], values: values)
    #expect(kept == [90, 91, 92, 93, 10, 11])
    let keys = try #require(cases.first).steps.map { step -> [UInt8]? in
      if case .delete(_, let key) = step { key.bytes(of: kept) } else { [] }
    }
    #expect(keys == [[90, 91, 92, 93], [10, 11], [90, 91, 92, 93], nil])
  }
}
