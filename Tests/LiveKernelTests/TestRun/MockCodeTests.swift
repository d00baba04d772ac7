import BPF
import CKernel
import Jobs
import KernelFacts
import Rewriting
import TestSupport
import Testing

@testable import LiveKernel

/// What stands in the place of calls, against a model of what mocks give.
@Suite(.serialized, .requires("clang", "host:xdp")) struct MockCodeTests {
  private static let source = """
    #include <linux/bpf.h>
    #include <bpf/bpf_helpers.h>
    struct {
      __uint(type, BPF_MAP_TYPE_ARRAY);
      __uint(max_entries, 1);
      __type(key, __u32);
      __type(value, __u64);
    } table SEC(".maps");
    SEC("xdp") int number(struct xdp_md *c) { return bpf_get_prandom_u32(); }
    SEC("xdp") int found(struct xdp_md *c) {
      __u32 key = 0;
      return bpf_map_lookup_elem(&table, &key) ? 1 : 0;
    }
    SEC("xdp") int loaded(struct xdp_md *c) {
      __u32 words[2] = {7, 7};
      return bpf_xdp_load_bytes(c, 0, words, 8) ? words[0] : words[1];
    }
    SEC("xdp") int routed(struct xdp_md *c) {
      struct bpf_fib_lookup to = {.family = 2};
      long code = bpf_fib_lookup(c, &to, sizeof(to), 0);
      return code ? -code : to.ifindex;
    }
    char LICENSE[] SEC("license") = "GPL";
    """

  private static let object = Task { try await RealObject.compiled(source, name: "mocked", flags: []).bytes }

  private static let random = mock("bpf_get_prandom_u32", arguments: 0)
  private static let lookup = mock("bpf_map_lookup_elem", arguments: 2)
  private static let load = mock("bpf_xdp_load_bytes", arguments: 4)
  private static let route = mock("bpf_fib_lookup", arguments: 4)

  private static func mock(_ name: String, arguments: Int) -> TestMock {
    TestMock(name: name, callee: .helper(HelperID(name: name)?.rawValue ?? 0), arguments: arguments)
  }

  /// What a program returns, run after run, and what the mock recorded.
  private func run(
    _ program: String, _ mock: TestMock, values: [UInt8] = [], runs: Int
  ) async throws -> (returned: [UInt32], calls: RecordedCalls) {
    let object = try await Self.object.value
    let bytes = { (slice: ByteSlice) throws(Refusal) -> [UInt8] in slice.bytes(of: values) ?? [] }
    let map = try MockMap([mock], bytes: bytes)
    let loaded = unsafe LoadedProgram(object, program) { load in
      guard let code = try? unsafe load.code() else { return -22 }
      var edits = Edits()
      do throws(Refusal) {
        try MockCode.add([mock], of: program, code: code, map: map, to: &edits, bytes: bytes)
      } catch { return -22 }
      guard let rewritten = try? Rewriter(hasLongJumps: true).apply(edits, to: code) else { return -22 }
      let encoded = Instruction.encode(rewritten.instructions)
      #expect((try? Instruction.decode(encoded)) == rewritten.instructions)
      return unsafe load.loaded(as: rewritten)
    }
    guard let loaded else { throw Unloaded(program: program, mock: mock) }
    let facts = try #require(TestRunFacts.of(loaded.program.type))
    var room: [UInt8] = []
    var returned: [UInt32] = []
    let packet = TestPlan.frame()
    for _ in 0..<runs {
      var code: Int32 = 0
      let result = TestCall(program: loaded.program, facts: facts).run(
        TestRunInput(packet: packet, context: nil, repetitions: 1, cpu: nil, liveFrames: false), wantsPacket: false,
        wantsContext: false, room: &room, &code)
      returned.append(try #require(result?.returned))
    }
    return (returned, try map.calls(of: 0, arguments: mock.arguments))
  }

  private struct Unloaded: Error {
    var program: String
    var mock: TestMock
  }

  @Test func `a sequence goes on by its step, and calls over the most are counted`() async throws {
    var mock = Self.random
    mock.answers = [.init(5), .init(9)]
    mock.step = 3
    let (returned, calls) = try await run("number", mock, runs: 70)
    #expect(returned == [5] + (0..<69).map { 9 + 3 * $0 })
    #expect(calls.count == 70 && calls.calls.count == TestMock.mostCalls)
    #expect(calls.calls.map(\.result) == returned.prefix(TestMock.mostCalls).map(UInt64.init))
  }

  @Test func `one call of many gives null, and the others are made`() async throws {
    var mock = Self.lookup
    mock.answers = [.init(), .init(0), .init()]
    let (returned, calls) = try await run("found", mock, runs: 4)
    #expect(returned == [1, 0, 1, 1])
    #expect(calls.calls.map { $0.result == 0 } == [false, true, false, false])
  }

  @Test func `a buffer holds what is given, cut or filled up, and zeros where a call fails`() async throws {
    var values: [UInt8] = []
    let long = values.slice(Array(1...12))
    let short = values.slice([1, 2, 3, 4, 5])
    var mock = Self.load
    mock.answers = [
      .init(0, fills: [.init(argument: 3, size: 4, bytes: long)]),
      .init(0, fills: [.init(argument: 3, size: 4, bytes: short)]), .init(UInt64(bitPattern: -14)),
    ]
    let (returned, calls) = try await run("loaded", mock, values: values, runs: 3)
    #expect(returned == [0x0807_0605, 5, 0])
    #expect(calls.calls.map(\.result) == [0, 0, UInt64(bitPattern: -14)])
    #expect(calls.calls.allSatisfy { $0.arguments[1] == 0 && $0.arguments[3] == 8 })
  }

  @Test func `members of a struct are stored where they lie`() async throws {
    var values: [UInt8] = []
    var mock = Self.route
    // `ifindex` lies behind family, protocol, ports and length: 8 bytes.
    let index = values.slice([0x21, 0x43, 0x65])
    mock.answers = [.init(0, fills: [.init(argument: 2, offset: 8, bytes: index)]), .init(UInt64(bitPattern: -22))]
    let (returned, _) = try await run("routed", mock, values: values, runs: 2)
    #expect(returned == [0x0065_4321, 22])
  }

  @Test func `random mocks give what a model gives`() async throws {
    var numbers = SeededGenerator(seed: 31)
    for _ in FuzzBudget(rounds: 60) {
      var mock = Self.random
      let count = Int.random(in: 1...TestMock.mostAnswers, using: &numbers)
      mock.answers = (0..<count).map { _ in
        switch Int.random(in: 0..<4, using: &numbers) {
        case 0: .init()
        case 1: .init(numbers.next())
        case 2: .init(UInt64(bitPattern: Int64.random(in: -200...200, using: &numbers)))
        default: .init([0, 1, .max, 1 << 31, 1 << 32, 1 << 63].randomElement(using: &numbers) ?? 0)
        }
      }
      mock.step = Bool.random(using: &numbers) ? 0 : numbers.next()
      let runs = count + 4
      let (returned, calls) = try await run("number", mock, runs: runs)
      #expect(calls.count == UInt64(runs))
      for (index, call) in calls.calls.enumerated() {
        #expect(returned[index] == UInt32(truncatingIfNeeded: call.result), "\(mock)")
        let last = min(index, count - 1)
        guard let result = mock.answers[last].result else { continue }
        #expect(call.result == result &+ UInt64(index - last) &* mock.step, "\(mock) \(index)")
      }
    }
  }
}
