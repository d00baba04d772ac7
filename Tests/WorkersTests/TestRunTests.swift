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

  private static let kinds = CSource(
    """
    struct key { __u32 length; __u8 bytes[4]; };
    #define MAP(name, kind, k, v, n, flags) struct { __uint(type, BPF_MAP_TYPE_##kind); __type(key, k); __type(value, v); \\
      __uint(max_entries, n); __uint(map_flags, flags); } name SEC(".maps")
    MAP(hash, HASH, __u32, __u64, 64, 0);
    MAP(lazy_hash, HASH, __u32, __u64, 64, BPF_F_NO_PREALLOC);
    MAP(each_hash, PERCPU_HASH, __u32, __u64, 64, 0);
    MAP(array, ARRAY, __u32, __u64, 300, 0);
    MAP(each_array, PERCPU_ARRAY, __u32, __u64, 3, 0);
    MAP(trie, LPM_TRIE, struct key, __u64, 16, BPF_F_NO_PREALLOC);
    #ifndef PLAIN
    MAP(lru, LRU_HASH, __u32, __u64, 64, 0);
    struct { __uint(type, BPF_MAP_TYPE_STACK); __type(value, __u64); __uint(max_entries, 8); } stack SEC(".maps");
    #endif
    struct { __uint(type, BPF_MAP_TYPE_PROG_ARRAY); __uint(key_size, 4); __uint(max_entries, 4);
      __array(values, int(void *)); } jumps SEC(".maps");
    int last(struct xdp_md *context);
    __u64 variable = 5;
    SEC("xdp") int fill(struct xdp_md *context) {
      struct key prefix = {16, {10, 1, 0, 0}};
      for (__u32 number = 0; number < 7; number++) {
        __u32 i = number;
        __u64 value = i + variable;
        bpf_map_update_elem(&hash, &i, &value, 0);
        bpf_map_update_elem(&lazy_hash, &i, &value, 0);
        bpf_map_update_elem(&each_hash, &i, &value, 0);
        bpf_map_update_elem(&array, &i, &value, 0);
        bpf_map_update_elem(&each_array, &i, &value, 0);
    #ifndef PLAIN
        bpf_map_update_elem(&lru, &i, &value, 0);
        bpf_map_push_elem(&stack, &value, 0);
    #endif
        prefix.bytes[1] = i;
        bpf_map_update_elem(&trie, &prefix, &value, 0);
      }
      variable++;
      bpf_tail_call(context, &jumps, 0);
      return XDP_DROP;
    }
    SEC("xdp") int last(struct xdp_md *context) { return XDP_TX; }

    """)

  /// Plain ones are put back; with one map that cannot be, the object is loaded again.
  @Test(arguments: [true, false])
  func `maps of every kind are after a case as they were before it`(_ isPlain: Bool) async throws {
    let maps = ["hash", "lazy_hash", "each_hash", "array", "each_array", "trie"] + (isPlain ? [] : ["lru", "stack"])
    var plan = TestPlan("fill", "last")
    for _ in 0..<3 {
      for _ in 0..<2 {
        plan.add(
          plan.put("hash", 99, 1), plan.put("array", 299, 1), plan.put("each_array", 2, 3),
          .put(MapWrite(map: "jumps", key: plan.slice(UInt32(0)), value: .program("last"))),
          plan.run("fill", packet: TestPlan.frame()))
        // Without the jump: the array of programs is empty again.
        plan.add(plan.run("fill", packet: TestPlan.frame()), .globals(section: ".data"))
      }
      plan.add { $0.steps = maps.map { .read(map: $0, limit: 1000) } + [.globals(section: ".data")] }
    }
    let object = try await Self.kinds.compiled(flags: isPlain ? ["-g", "-DPLAIN"] : ["-g"])
    let results = try await plan.results(of: object)
    for round in 0..<3 {
      let part = Array(results[5 * round..<5 * round + 5])
      for result in part { #expect(result.outcome.failure == nil, "\(result.words)") }
      #expect(part[0...3].map { $0.ran?.returned } == [3, 1, 3, 1])
      for (name, step) in zip(maps, part[4].outcome.steps) {
        guard case .entries(let entries, let isWhole) = step else {
          Issue.record("\(name) was not read")
          continue
        }
        #expect(isWhole)
        #expect(entries.count == (name == "array" ? 300 : name == "each_array" ? 3 : 0), "\(name)")
        #expect(entries.allSatisfy { $0.values.allSatisfy { part[4].number($0) == 0 } }, "\(name)")
      }
      if case .globals(let data) = part[4].outcome.steps.last { #expect(part[4].number(data) == 5) }
      if case .globals(let data) = part[3].outcome.steps.last { #expect(part[3].number(data) == 6) }
    }
  }

  @Test func `what a map cannot be given is said`() async throws {
    var plan = TestPlan("fill", "last")
    let (four, eight) = (plan.slice(UInt32(1)), plan.slice(UInt64(1)))
    let writes: [(MapWrite, String)] = [
      (MapWrite(map: "hsh", key: four, value: .bytes(eight)), "the object has no map hsh"),
      (MapWrite(map: "hash", key: eight, value: .bytes(eight)), "a key of map hash has 4 bytes; 8 are given"),
      (MapWrite(map: "hash", key: four, value: .bytes(four)), "a value of map hash has 8 bytes; 4 are given"),
      (
        MapWrite(map: "array", key: plan.slice(UInt32(300)), value: .bytes(eight)),
        "map array has 300 entries: its last index is 299"
      ),
      (MapWrite(map: "stack", key: four, value: .bytes(eight)), "map stack is of type stack: its entries have no keys"),
      (MapWrite(map: "hash", key: four, value: .program("last")), "map hash holds no programs: its type is hash"),
      (MapWrite(map: "jumps", key: four, value: .bytes(four)), "map jumps holds programs: name one of the object"),
      (
        MapWrite(map: "hash", key: four, value: .processors([])),
        "map hash has one value for all processors: its type is hash"
      ),
    ]
    for (write, _) in writes { plan.add(.put(write)) }
    plan.add(.delete(map: "array", key: four))
    plan.add { $0.steps = (0..<65).map { _ in .put(MapWrite(map: "hash", key: nil, value: .bytes(eight))) } }
    let results = try await plan.results(of: try await Self.kinds.compiled())
    #expect(results.prefix(writes.count).map(\.words) == writes.map(\.1))
    #expect(results[writes.count].words == "entries of map array, of type array, cannot be deleted")
    #expect(results.allSatisfy { $0.outcome.failure?.isInput == true })
  }
}
