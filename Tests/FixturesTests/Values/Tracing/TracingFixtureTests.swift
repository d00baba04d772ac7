import BPFObject
import Fixtures
import Jobs
import KernelFacts
import Placed
import TestSupport
import Testing

/// Contexts of programs that no kernel test-runs. The object's own types stand for the kernel's.
@Suite(.requires("clang")) struct TracingFixtureTests {
  private static let source = CSource(
    """
    struct place { __u32 number; __u32 address; };
    struct sock { __u16 family; struct place place; struct sock *next; const char *name; };
    struct trace_event_raw_run { struct { __u64 all; } ent; __u32 __data_loc_name; __u16 small; __u64 large; };
    struct sock *kept_sock; struct trace_event_raw_run *kept_run;
    SEC("kprobe/f") int probe(void *context) { return 0; }
    SEC("perf_event") int sample(void *context) { return 0; }
    SEC("tracepoint/task/run") int run(struct trace_event_raw_run *context) { return 0; }
    SEC("tracepoint/syscalls/sys_enter_open") int enter(void *context) { return 0; }
    __attribute__((noinline)) int take(struct sock *sk, int count) { return sk->family + count; }
    SEC("fexit/take") int leave(__u64 *context) { return 0; }
    SEC("tc") int use(void *context) { struct sock sk = {}; return take(&sk, 1); }

    """)

  private func fixture(
    _ program: String, _ step: String, format: String? = nil, machine: String = "x86_64"
  ) async throws -> (fixture: TracingFixture?, problems: [String]) {
    let object = try ObjectFile(bytes: try await Self.source.compiled(), name: "tracing.bpf.o")
    let text = "cases:\n  - {name: a, program: \(program), \(step), expect: {return: 0}}"
    let file = try TestFile.read(Array(text.utf8), file: "a.test.yml")
    let found = try #require(object.program(named: program))
    let match = try #require(found.match)
    var problems = PlacedProblems()
    let place = TracingPlace(object: object, kernelTypes: object.types, machine: machine) { _ in format }
    let fixture = TracingFixture(
      file.cases[0].steps[0], of: found, try #require(HostedContext.of(match)), in: place, &problems)
    return (fixture, problems.texts)
  }

  private static func places(_ undefined: [UInt8]) -> [Int] { undefined.indices.filter { undefined[$0] != 0 } }

  @Test func `registers are told by what they are for and by their names`() async throws {
    let (fixture, problems) = try await fixture("probe", "regs: {arg1: 5, rax: -2, ip: 0x1000}")
    let context = try #require(fixture?.context)
    #expect(problems == [])
    #expect(context.count == 168)
    #expect(context[112..<120] == [5, 0, 0, 0, 0, 0, 0, 0])
    #expect(hex(Array(context[80..<88])) == "fe ff ff ff ff ff ff ff")
    #expect(context[128..<130] == [0, 0x10])
    let undefined = try #require(fixture?.undefined)
    #expect(undefined[112..<120].allSatisfy { $0 == 0 } && undefined[104..<112].allSatisfy { $0 == 0xff })
    #expect(try await self.fixture("probe", "regs: {x0: 1}", machine: "aarch64").fixture?.context.count == 272)
  }

  @Test func `objects point to each other and lie where pointers lead`() async throws {
    let (fixture, problems) = try await fixture(
      "probe",
      "objects: {a: {type: sock, place.address: 10.0.0.1, next: b, name: {kernel: eth0}}, b: {type: struct sock, next: a}}, regs: {arg1: a, arg2: {user: hi}}"
    )
    #expect(problems == [])
    let memory = try #require(fixture?.memory)
    #expect(memory.kernel.count >= 64 + 5 && memory.user == Array("hi\0".utf8))
    #expect(hex(Array(memory.kernel[8..<12])) == "0a 00 00 01")
    let links = Set(memory.links.map { "\($0.place) \($0.offset) \($0.target) \($0.targetOffset)" })
    #expect(
      links == [
        "kernel 16 kernel 32", "kernel 24 kernel 64", "kernel 48 kernel 0", "context 112 kernel 0",
        "context 104 user 0",
      ])
  }

  @Test func `a record is laid out by the kernel's types, with its texts behind it`() async throws {
    let (fixture, problems) = try await fixture("run", "context: {name: bash, small: 7, large: 1}")
    #expect(problems == [])
    #expect(
      fixture.map { hex(Array($0.context[8...])) }
        == "18 00 05 00 07 00 00 00 01 00 00 00 00 00 00 00 62 61 73 68 00 00 00 00")
    // Two bytes between the fields are nobody's.
    #expect(fixture.map { Self.places($0.undefined) } == [14, 15])
  }

  @Test func `a record is laid out as the kernel describes it`() async throws {
    let format = """
      name: sys_enter_open
      format:
      \tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;

      \tfield:int __syscall_nr;\toffset:8;\tsize:4;\tsigned:1;
      \tfield:int dfd;\toffset:16;\tsize:8;\tsigned:0;
      \tfield:const char * filename;\toffset:24;\tsize:8;\tsigned:0;

      """
    let (fixture, problems) = try await fixture(
      "enter", "context: {id: 2, dfd: -100, filename: {user: /tmp}}", format: format)
    #expect(problems == [])
    #expect(
      fixture.map { hex(Array($0.context[8...])) }
        == "02 00 00 00 00 00 00 00 9c ff ff ff 00 00 00 00 00 00 00 00 00 00 00 00")
    #expect(fixture.map { Self.places($0.undefined) } == [12, 13, 14, 15])
    let other = try await self.fixture("enter", "context: {args: [1, 2, 3]}", format: format)
    #expect(other.problems.count == 1 && other.problems[0].contains("has 2 elements; there are 3"))
    #expect(try await self.fixture("enter", "context: {args: [1, 2, 3, 4, 5, 6]}").fixture?.context.count == 64)
  }

  @Test func `arguments are those of the function, and what it gave back`() async throws {
    let (fixture, problems) = try await fixture(
      "leave", "objects: {sk: {type: sock}}, args: {sk: sk, count: -1, return: -11}")
    #expect(problems == [])
    #expect(
      fixture.map { hex($0.context) }
        == "00 00 00 00 00 00 00 00 ff ff ff ff ff ff ff ff f5 ff ff ff ff ff ff ff")
    #expect(fixture?.casts.map(\.argument) == [0])
    #expect(fixture?.castFunction == nil)
    let short = try await self.fixture("leave", "args: [0]").fixture
    #expect(short.map { $0.undefined.filter { $0 != 0 }.count } == 16)
  }

  @Test(arguments: [
    ("probe", "regs: {rett: 1}", "there is no register 'rett'; did you mean 'ret'?"),
    ("probe", "regs: {ret: 1, rax: 1}", "'rax' and 'ret' are the same register"),
    ("probe", "context: {a: 1}", "programs of type kprobe have no 'context'; write regs: {arg1: 5}"),
    ("probe", "objects: {a: {type: sok}}", "the kernel has no type 'sok'"),
    ("probe", "objects: {a: {place: 1}}", "it is not said of what type the object is"),
    ("probe", "objects: {sock: {type: sock}}, regs: {arg1: sok}", "there is no object 'sok'; did you mean 'sock'?"),
    ("sample", "context: {sample_perid: 1}", "a sample has no field 'sample_perid'; did you mean 'sample_period'?"),
    ("leave", "args: {cuont: 1}", "'take' has no argument 'cuont'; did you mean 'count'?"),
    ("leave", "args: [1, 2, 3, 4]", "there are 4 arguments; 'take' has 3: sk, count, return"),
  ])
  func `what does not fit is said`(program: String, step: String, problem: String) async throws {
    let (fixture, problems) = try await fixture(program, step)
    #expect(fixture == nil)
    #expect(problems.contains { $0.contains(problem) }, "\(problems)")
  }
}
