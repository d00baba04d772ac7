import Foundation
import Jobs
import KernelFacts
import TestSupport
import Testing

@testable import LiveKernel
@testable import Worker

/// Arms, bursts and drivers on the running kernel. What they take is not looked at: only that they are what they should be.
@Suite(.requires("clang", "host:xdp", "host:tracepoint"))
struct BenchRunTests {
  private static let source = CSource(
    """
    struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 8); __type(key, __u32); __type(value, __u64); }
      seen SEC(".maps");
    SEC("xdp") int drop(struct xdp_md *c) {
      __u32 key = 7;
      return bpf_map_lookup_elem(&seen, &key) ? XDP_PASS : XDP_DROP;
    }
    SEC("xdp") int rewrite(struct xdp_md *c) {
      char *data = (void *)(long)c->data;
      if (data + 1 > (void *)(long)c->data_end) return XDP_DROP;
      *data += 1;
      return XDP_PASS;
    }
    SEC("tc") int police(struct __sk_buff *c) { return 0; }
    SEC("cgroup_skb/egress") int allow(struct __sk_buff *c) { return 1; }
    SEC("tracepoint/syscalls/sys_enter_getppid") int parent(void *c) { return 0; }
    SEC("tracepoint/syscalls/sys_enter_reboot") int never(void *c) { return 0; }
    SEC("uprobe") int function(void *c) { return 0; }
    static long inner(__u32 index, void *context) { return 0; }
    static long outer(__u32 index, void *context) { bpf_loop(1 << 23, inner, 0, 0); return 0; }
    SEC("xdp") int endless(struct xdp_md *c) { bpf_loop(1 << 23, outer, 0, 0); return XDP_PASS; }
    SEC("tracepoint/syscalls/sys_enter_getppid") int kills(void *c) { bpf_send_signal(9); return 0; }

    """)

  /// Two rounds of short bursts: enough to see that all arms have their turns.
  private static let short = BenchSchedule(loads: 2, rounds: 2, bursts: 3, runs: 4, warmUp: 1)

  /// What a run says.
  private struct Seen {
    var hasGroups = false
    var begun: [Int] = []
    var outcomes: [BenchOutcome] = []
  }

  /// Runs in a thread that has a tracefs of its own where the machine mounts none, as a worker has.
  private func outcome(
    _ program: String, _ way: BenchSubject.Way, base: [UInt8]? = nil, object: [UInt8]? = nil
  ) async throws -> BenchOutcome {
    let bytes = if let object { object } else { try await Self.source.compiled() }
    var plan = TestPlan(program)
    if way == .run { plan.add(plan.run(program, packet: TestPlan.frame())) }
    let subject = BenchSubject(number: 0, program: program, way: way, schedule: Self.short)
    let job = BenchJob(objectName: "test", subjects: [subject])
    let head = BenchVersion(object: bytes, cases: plan.cases, values: plan.values)
    let other = base.map { BenchVersion(object: $0, cases: plan.cases, values: plan.values) }
    let seen = await withCheckedContinuation { (told: CheckedContinuation<Seen, Never>) in
      Thread.detachNewThread {
        OwnPlace.mountTracing()
        var seen = Seen()
        BenchRun(job, head: head, base: other, hasOwnNetwork: false).run {
          seen.hasGroups = !$0.groups.isEmpty
        } begin: {
          seen.begun.append($0)
        } end: {
          seen.outcomes.append($0)
        }
        told.resume(returning: seen)
      }
    }
    #expect(seen.hasGroups && seen.begun == [0])
    return try #require(seen.outcomes.first)
  }

  @Test(arguments: ["drop", "allow"]) func `a test run has twins and itself for arms`(_ program: String) async throws {
    let found = try await outcome(program, .run)
    #expect(found.failure == nil, "\(found.failure?.reason.summary ?? "")")
    #expect(found.burst == 4 && found.driver == nil && found.clock != nil)
    #expect(found.loads.count == 2)
    for load in found.loads {
      #expect(load.arms.map(\.arm) == [.twin, .control, .head])
      #expect(Set(load.arms.map(\.readings.count)).count == 1)
    }
    #expect(!found.isStateful)
  }

  @Test func `a program that changes its packet is told`() async throws {
    #expect(try await outcome("rewrite", .run).isStateful)
  }

  @Test func `what it is compared with has a turn of its own`() async throws {
    let bytes = try await Self.source.compiled()
    let found = try await outcome("drop", .run, base: bytes, object: bytes)
    #expect(found.loads.first?.arms.map(\.arm) == [.twin, .control, .base, .head])
    #expect(found.baseFailure == nil)
  }

  @Test func `one that the kernel refuses takes nothing from what is compared with it`() async throws {
    let refused = try await CSource(
      "SEC(\"xdp\") int drop(struct xdp_md *c) { return *(char *)(long)c->data; }\n"
    ).compiled()
    let found = try await outcome("drop", .run, base: refused)
    #expect(found.failure == nil && found.baseFailure?.verdict == .rejected)
    #expect(found.loads.map { $0.arms.map(\.arm) } == [[.twin, .control, .head], [.twin, .control, .head]])
  }

  @Test func `a driver that makes a probe run is found`() async throws {
    let found = try await outcome("parent", .attached(nil))
    #expect(found.failure == nil, "\(found.failure?.reason.summary ?? "")")
    #expect(found.driver == .getppid)
    #expect(found.runsPerDeed == 1)
    #expect(found.loads.first?.arms.map(\.arm) == [.bare, .twin, .control, .head])
  }

  @Test func `a probe that never runs is no probe of no cost`() async throws {
    let found = try await outcome("never", .attached(.getppid))
    #expect(found.failure?.verdict == .environment)
    #expect(found.failure?.reason.summary.contains("did not run") ?? false)
    #expect(found.loads.isEmpty)
  }

  @Test func `a uprobe runs on the worker's own function`() async throws {
    #expect(try await outcome("function", .attached(nil)).driver == .function)
  }

  @Test(arguments: ["drop", "police"]) func `frames are sent to what is attached to an interface`(
    _ program: String
  ) async throws {
    let found = try await outcome(program, .attached(.veth))
    #expect(found.failure == nil, "\(found.failure?.reason.summary ?? "")")
    #expect(found.driver == .veth && found.runsPerDeed == 1)
    #expect(found.loads.first?.arms.map(\.arm) == [.bare, .twin, .control, .head])
    // The pair goes with its network.
    #expect(unsafe if_nametoindex(FramePair.farEnd) == 0)
  }

  @Test(arguments: [
    ("endless", BenchSubject.Way.run, "program endless may run for very long"),
    ("kills", .attached(.getppid), "program kills would run for every task of this machine"),
  ])
  func `what the host cannot bear is not measured there`(
    _ program: String, _ way: BenchSubject.Way, _ words: String
  ) async throws {
    let found = try await outcome(program, way)
    #expect(found.failure?.verdict == .skipped)
    #expect(found.failure?.reason.summary.hasPrefix(words) ?? false, "\(found.failure?.reason.summary ?? "")")
    #expect(found.loads.isEmpty)
  }

  @Test func `a program that the object does not have is named`() async throws {
    let found = try await outcome("absent", .run)
    #expect(found.failure?.verdict == .loader)
  }

  /// Those that fork are tried by the command: a fork of this process would hold what other tests lock.
  @Test(arguments: BenchDriver.allCases.filter { !$0.givesAway || $0 == .nanosleep })
  func `every driver does its deed`(_ driver: BenchDriver) throws {
    var code: Int32 = 0
    let burst = try #require(DeedBurst(driver, &code))
    burst.fire(2)
    #expect(code == 0)
  }

  @Test(arguments: ["drop", "allow", "parent"]) func `a twin is empty, and of the program's kind`(
    _ name: String
  ) async throws {
    let source = ObjectSource(bytes: try await Self.source.compiled(), name: "test")
    let twin = try TestedObject(
      source, job: TestJob(objectName: "test", programs: [name]), programs: [name], constants: [], definition: nil,
      standIn: (.empty, name))
    let program = try #require(twin.program(name))
    let info = try ProgramInfo(of: FileDescriptor(adopting: dup(program.descriptor)), name: name)
    #expect(info.translatedBytes == 16)
    #expect(info.usedMaps == 0)
    #expect(twin.maps.isEmpty)
  }
}
