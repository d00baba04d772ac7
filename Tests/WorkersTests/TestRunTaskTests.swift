import Jobs
import TestSupport
import Testing

/// Who a program sees itself run in, what it prints and what it sends.
@Suite(.requires("host:xdp", "host:root", "clang")) struct TestRunTaskTests {
  private static let source = CSource(
    """
    struct { __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, 4096); } ring SEC(".maps");
    struct { __uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY); __uint(key_size, 4); __uint(value_size, 4); } perf SEC(".maps");
    struct who { char comm[16]; __u64 user; __u64 cgroup; __u32 cpu; __u32 number; };
    struct who seen;
    SEC("xdp") int look(struct xdp_md *context) {
      bpf_get_current_comm(seen.comm, 16);
      seen.cpu = bpf_get_smp_processor_id();
      return XDP_PASS;
    }
    SEC("raw_tp/sys_enter") int task(void *context) {
      bpf_get_current_comm(seen.comm, 16);
      seen.user = bpf_get_current_uid_gid();
      seen.cgroup = bpf_get_current_cgroup_id();
      seen.cpu = bpf_get_smp_processor_id();
      return 0;
    }
    SEC("xdp") int tell(struct xdp_md *context) {
      __u32 numbers[2] = {1, context->data_end - context->data};
      bpf_ringbuf_output(&ring, numbers, 8, 0);
      bpf_perf_event_output(context, &perf, BPF_F_CURRENT_CPU, numbers, 8);
      numbers[0] = 2;
      bpf_ringbuf_output(&ring, numbers, 8, 0);
      bpf_printk("length %d", numbers[1]);
      bpf_printk("done\\n");
      return XDP_PASS;
    }

    """)

  private func seen(_ result: TestPlan.Result) throws -> (comm: String, user: UInt64, cgroup: UInt64, cpu: UInt32) {
    #expect(result.outcome.failure == nil, "\(result.words)")
    var slice: ByteSlice?
    if case .globals(let variables) = result.outcome.steps.last { slice = variables }
    let bytes = try #require(result.bytes(slice))
    func number(_ offset: Int, _ count: Int) -> UInt64 {
      bytes[offset..<offset + count].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    return (
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self), number(16, 8), number(24, 8), UInt32(number(32, 4))
    )
  }

  @Test func `a case has the name, the user, the processor and the cgroup that it asks for`() async throws {
    var plan = TestPlan("task")
    plan.add(plan.run("task"), .globals(section: ".bss"))
    plan.add(plan.run("task"), .globals(section: ".bss")) { test in
      test.task.comm = "nginx"
      test.task.uid = 1000
      test.task.gid = 1001
      test.task.cpu = 0
      test.task.cgroup = "web"
    }
    plan.add(plan.run("task"), .globals(section: ".bss"))
    let results = try await plan.results(of: try await Self.source.compiled())
    let before = try seen(results[0])
    let asked = try seen(results[1])
    let after = try seen(results[2])
    #expect(asked.comm == "nginx" && asked.user == 1001 << 32 | 1000 && asked.cpu == 0)
    #expect(asked.cgroup != before.cgroup)
    #expect(before.comm == after.comm && before.user == after.user && before.cgroup == after.cgroup)
    #expect(before.user == 0)
  }

  @Test func `a processor that there is not is said`() async throws {
    var plan = TestPlan("task")
    plan.add(plan.run("task")) { $0.task.cpu = 4095 }
    let results = try await plan.results(of: try await Self.source.compiled())
    #expect(results[0].words == "this process may not run on processor 4095, or there is none")
  }

  @Test func `events and printed lines are those of the case`() async throws {
    var plan = TestPlan("tell")
    for count in [60, 61] {
      plan.add(
        plan.run("tell", packet: TestPlan.frame(count)), .drain(map: "ring"), .drain(map: "perf"), .drain(map: "ring"))
    }
    // Nobody drains what this one leaves.
    plan.add(plan.run("tell", packet: TestPlan.frame(62)))
    plan.add(.drain(map: "ring"), .drain(map: "perf"))
    let results = try await plan.results(of: try await Self.source.compiled())
    for (result, length) in zip(results, [UInt32(60), 61]) {
      #expect(result.outcome.failure == nil, "\(result.words)")
      guard case .events(let ring) = result.outcome.steps[1], case .events(let perf) = result.outcome.steps[2],
        case .events(let rest) = result.outcome.steps[3]
      else { Issue.record("no events"); return }
      #expect(
        ring.map { result.bytes($0.bytes) } == [1, 2].map { TestPlan.bytes(UInt32($0)) + TestPlan.bytes(length) })
      #expect(perf.count == 1 && perf[0].cpu != nil)
      #expect(
        result.bytes(perf[0].bytes)?.prefix(8).elementsEqual(TestPlan.bytes(UInt32(1)) + TestPlan.bytes(length)) == true
      )
      #expect(rest.isEmpty)
      #expect(result.outcome.trace == ["length \(length)", "done"])
      #expect(result.outcome.notes == [])
    }
    guard case .events(let ring) = results[3].outcome.steps[0], case .events(let perf) = results[3].outcome.steps[1]
    else {
      Issue.record("no events")
      return
    }
    #expect(ring.isEmpty && perf.isEmpty && results[3].outcome.trace.isEmpty)
  }

  @Test func `a program whose loops nest too deeply is not run here`() async throws {
    let object = try await CSource(
      """
      __u64 rounds;
      static long inner(__u32 index, void *context) { rounds++; return 0; }
      static long outer(__u32 index, void *context) { bpf_loop(8 << 20, inner, 0, 0); return 0; }
      SEC("xdp") int endless(struct xdp_md *context) { bpf_loop(8 << 20, outer, 0, 0); return XDP_PASS; }
      SEC("xdp") int short_one(struct xdp_md *context) { bpf_loop(1000, inner, 0, 0); return XDP_PASS; }

      """
    ).compiled()
    var plan = TestPlan("endless", "short_one")
    plan.add(plan.run("endless", packet: TestPlan.frame()))
    plan.add(plan.run("short_one", packet: TestPlan.frame()), .globals(section: ".bss"))
    let results = try await plan.results(of: object)
    #expect(results[0].outcome.failure?.verdict == .skipped)
    #expect(
      results[0].words
        == "program endless may run for very long, and nothing can end it before: bpf_loop 8388608 times, each time bpf_loop 8388608 times"
    )
    guard case .globals(let rounds) = results[1].outcome.steps.last else { Issue.record("\(results[1])"); return }
    #expect(results[1].number(rounds) == 1000)
  }

  @Test func `a case with a network of its own leaves nothing to the others`() async throws {
    var plan = TestPlan()
    let path = "/proc/sys/net/ipv4/ip_forward"
    let read = TestStep.drive(.deed(name: "read", arguments: [path]))
    plan.add(.drive(.deed(name: "write", arguments: [path, "1"])), read) { $0.ownNetwork = true }
    plan.add(read)
    plan.add(read) { $0.ownNetwork = true }
    let results = try await plan.results(of: try await Self.source.compiled())
    let values = results.map { result -> [String] in
      if case .driven(_, let output) = result.outcome.steps.last { output } else { [] }
    }
    #expect(values == [["1"], ["0"], ["0"]])
  }
}
