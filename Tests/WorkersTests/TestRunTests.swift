import Jobs
import TestSupport
import Testing

@testable import Workers

/// Cases on the running kernel, through the built worker.
@Suite(.requires("host:xdp", "clang")) struct TestRunTests {
  static let counting = CSource(
    """
    struct { __uint(type, BPF_MAP_TYPE_HASH); __type(key, __u32); __type(value, __u64); __uint(max_entries, 1024); }
      lengths SEC(".maps");
    struct { __uint(type, BPF_MAP_TYPE_ARRAY); __type(key, __u32); __type(value, __u64); __uint(max_entries, 4); }
      totals SEC(".maps");
    struct { __uint(type, BPF_MAP_TYPE_LRU_HASH); __type(key, __u32); __type(value, __u64); __uint(max_entries, 64); }
      recent SEC(".maps");
    struct { __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY); __type(key, __u32); __type(value, __u32); __uint(max_entries, 2); }
      each SEC(".maps");
    struct { __uint(type, BPF_MAP_TYPE_QUEUE); __type(value, __u32); __uint(max_entries, 8); } queue SEC(".maps");
    const volatile __u32 limit = 100;
    __u32 seen = 7;
    __u64 sum;
    SEC("xdp") int count(struct xdp_md *context) {
      __u32 length = context->data_end - context->data, zero = 0;
      __u64 one = 1, *value = bpf_map_lookup_elem(&lengths, &length);
      if (value) __sync_fetch_and_add(value, 1); else bpf_map_update_elem(&lengths, &length, &one, 0);
      value = bpf_map_lookup_elem(&totals, &zero);
      if (value) *value += length;
      __u32 *mine = bpf_map_lookup_elem(&each, &zero);
      if (mine) *mine += 1;
      seen++;
      sum += length;
      return length > limit ? XDP_DROP : XDP_PASS;
    }
    SEC("xdp") int remember(struct xdp_md *context) {
      __u32 length = context->data_end - context->data;
      __u64 one = 1;
      bpf_map_update_elem(&recent, &length, &one, 0);
      bpf_map_push_elem(&queue, &length, 0);
      return XDP_PASS;
    }

    """)

  @Test func `a program runs on maps that a case fills, and what it leaves is read`() async throws {
    var plan = TestPlan("count")
    plan.add(
      plan.put("lengths", 64, 41), plan.run("count", packet: TestPlan.frame()), .read(map: "lengths", limit: 10))
    plan.add(plan.run("count", packet: TestPlan.frame(101)), .look(map: "totals", keys: [plan.slice(UInt32(0))]))
    plan.add(plan.run("count", packet: TestPlan.frame()), .read(map: "each", limit: 10))
    plan.add(
      plan.run("count", packet: TestPlan.frame(20, etherType: 0)), .globals(section: ".bss"), .globals(section: ".data")
    )
    let results = try await plan.results(of: try await Self.counting.compiled())
    for result in results { #expect(result.outcome.failure == nil, "\(result.words)") }
    #expect(results.map { $0.ran?.returned } == [2, 1, 2, 2])
    #expect(results[0].entries == [64: 42])
    #expect(results[0].bytes(results[0].ran?.packet) == TestPlan.frame())
    #expect(results[1].entries == [0: 101])
    #expect(results[2].entries == [0: 1, 1: 0])
    guard case .globals(let zeroed) = results[3].outcome.steps[1], case .globals(let data) = results[3].outcome.steps[2]
    else { Issue.record("no variables"); return }
    #expect(results[3].number(zeroed) == 20)
    #expect(results[3].number(data) == 8)
  }

  @Test func `every case has fresh maps and variables, whatever the one before did`() async throws {
    var plan = TestPlan("count", "remember")
    for _ in 0..<3 {
      plan.add(
        plan.put("lengths", 1, 1), plan.put("totals", 3, 9), plan.run("count", packet: TestPlan.frame()),
        plan.run("remember", packet: TestPlan.frame()))
      plan.add(.read(map: "lengths", limit: 10))
      plan.add(.read(map: "totals", limit: 10))
      plan.add(.read(map: "recent", limit: 10))
      plan.add(.read(map: "each", limit: 10))
      plan.add(.read(map: "queue", limit: 10))
      plan.add(.globals(section: ".data"))
    }
    let results = try await plan.results(of: try await Self.counting.compiled())
    for round in 0..<3 {
      let part = results[(7 * round)..<(7 * round + 7)].map { $0 }
      #expect(part.allSatisfy { $0.outcome.failure == nil })
      #expect(part[1].entries == [:])
      #expect(part[2].entries == [0: 0, 1: 0, 2: 0, 3: 0])
      #expect(part[3].entries == [:])
      #expect(part[4].entries == [0: 0, 1: 0])
      #expect(part[5].entries == [:])
      if case .globals(let data) = part[6].outcome.steps[0] { #expect(part[6].number(data) == 7) }
    }
  }

  @Test func `variables are set for a case, read-only ones before its load`() async throws {
    var plan = TestPlan("count")
    let frame = TestPlan.frame()
    for limit in [UInt32(10), 100, 10, 200, 63, 64] {
      let slice = plan.slice(limit)
      plan.add(plan.run("count", packet: frame), .globals(section: ".data")) { test in
        test.globals = [TestGlobal(section: ".rodata", offset: 0, bytes: slice)]
      }
    }
    let forty = plan.slice(UInt32(40))
    plan.add(plan.run("count", packet: frame), .globals(section: ".data")) { test in
      test.globals = [TestGlobal(section: ".data", offset: 0, bytes: forty)]
    }
    let results = try await plan.results(of: try await Self.counting.compiled())
    #expect(results.map { $0.ran?.returned } == [1, 2, 1, 2, 1, 2, 2])
    let seen = results.map { result -> UInt64 in
      if case .globals(let data) = result.outcome.steps[1] { result.number(data) } else { 0 }
    }
    #expect(seen == [8, 8, 8, 8, 8, 8, 41])
  }

  @Test func `a program that is refused fails its cases and no others`() async throws {
    let object = try await CSource(
      """
      struct { __uint(type, BPF_MAP_TYPE_HASH); __type(key, __u32); __type(value, __u64); __uint(max_entries, 8); }
        counts SEC(".maps");
      SEC("xdp") int good(struct xdp_md *context) { return 2; }
      SEC("xdp") int unchecked(struct xdp_md *context) {
        __u32 key = 0;
        __u64 *value = bpf_map_lookup_elem(&counts, &key);
        return *value;
      }

      """
    ).compiled()
    var plan = TestPlan("good", "unchecked")
    plan.add(plan.run("unchecked", packet: TestPlan.frame()))
    plan.add(plan.run("good", packet: TestPlan.frame()))
    plan.add(plan.run("absent", packet: TestPlan.frame()))
    let results = try await plan.results(of: object)
    #expect(results[0].outcome.failure?.verdict == .rejected)
    #expect(results[0].words == "program unchecked: R0 invalid mem access 'map_value_or_null'")
    #expect(results[1].ran?.returned == 2)
    #expect(results[2].words == "the object has no program absent")
  }

  @Test func `cases are shared by several workers, and each has one outcome`() async throws {
    var plan = TestPlan("count")
    for _ in 0..<500 { plan.add(plan.run("count", packet: TestPlan.frame()), .read(map: "lengths", limit: 4)) }
    let results = try await plan.results(of: try await Self.counting.compiled(), width: 2)
    #expect(results.allSatisfy { $0.entries == [64: 1] })
  }
}
