import Foundation
import Jobs
import Reports
import TestSupport
import Testing

/// What would be chance in a test run, and is not: what stood on the stack before, and which processor it was.
@Suite(.requires("clang", "host:xdp")) struct ChanceTests {
  private static let program = """
    #include <linux/bpf.h>
    #include <bpf/bpf_helpers.h>

    struct count { __u8 kind; __u64 bytes; };
    struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 4); __type(key, __u32); __type(value, struct count); }
      counts SEC(".maps");
    struct { __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY); __uint(max_entries, 1); __type(key, __u32); __type(value, __u64); }
      each SEC(".maps");
    struct { __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, 4096); } events SEC(".maps");
    struct count *unused;

    static __attribute__((noinline)) int put(__u64 bytes)
    {
      __u32 key = 0;
      struct count count;
      count.kind = 1;
      count.bytes = bytes;
      return bpf_map_update_elem(&counts, &key, &count, BPF_ANY);
    }

    SEC("xdp") int frame(struct xdp_md *ctx)
    {
      __u32 key = 0;
      __u64 *value = bpf_map_lookup_elem(&each, &key);
      if (value) *value += 3;
      put(ctx->data_end - ctx->data);
      return XDP_PASS;
    }

    SEC("raw_tp/sys_enter") int called(struct bpf_raw_tracepoint_args *ctx)
    {
      struct count count;
      count.kind = 2;
      count.bytes = ctx->args[1];
      bpf_ringbuf_output(&events, &count, sizeof(count), 0);
      return 0;
    }

    SEC("raw_tp/sys_enter") int reserved(struct bpf_raw_tracepoint_args *ctx)
    {
      struct count *count = bpf_ringbuf_reserve(&events, sizeof(*count), 0);
      if (!count) return 1;
      count->kind = 2;
      count->bytes = ctx->args[1];
      bpf_ringbuf_submit(count, 0);
      return 0;
    }

    char LICENSE[] SEC("license") = "GPL";
    """

  private func run(_ cases: String) async throws -> [TestedCase] {
    let directory = try TemporaryDirectory()
    _ = try directory.write(Array(Self.program.utf8), to: "chance.bpf.c")
    _ = try directory.write(Array(("cases:\n" + cases).utf8), to: "chance.test.yml")
    let result = try await RunningCommand.run(
      Repository.product("assay"),
      ["test", "--format", "json", "chance.test.yml", "--cache-dir", directory.path("cache").path],
      directory: directory.url, within: 3600)
    return try CanonicalJSON.decode(TestReport.self, from: Data(result.output)).cases
  }

  @Test func `padding that comes from the stack, or from what a ring buffer held, is found each time`() async throws {
    let rows = (0..<50).map { "      - {n: \($0)}\n" }.joined()
    let cases = try await run(
      """
        - name: frame $n
          for each:
      \(rows)
          program: frame
          packet: {eth: {}}
          expect: {maps: {counts: {0: {kind: 1, bytes: 14}}}}
        - {name: called, program: called, args: [1, 5], expect: {events: {events: [{type: struct count, bytes: 5}]}}}
        - {name: reserved, program: reserved, args: [1, 5], expect: {events: {events: [{type: struct count, bytes: 5}]}}}

      """)
    #expect(cases.count == 52)
    let poison = "bytes that were never written: 5a 5a 5a 5a 5a 5a 5a"
    for tested in cases {
      let differences = tested.differences.map { "\($0.path): \($0.expected), \($0.actual)" }
      let place = tested.program == "frame" ? "counts[0].kind" : "events[0].kind"
      #expect(differences == ["\(place): zeros in the padding behind it, \(poison)"], "\(tested)")
    }
  }

  @Test func `a program whose stack is poisoned takes no fewer arguments than it reads`() async throws {
    let cases = try await run(
      "  - {name: few, program: called, args: [1], expect: {events: {events: [{type: struct count}]}}}\n")
    #expect(cases.map(\.result) == [.failed])
    #expect(cases.first?.reason?.summary == "the program reads more than the 1 argument that the case gives")
  }

  @Test func `a processor is named where the case names one`() async throws {
    let cases = try await run(
      """
        - {name: sum, program: frame, packet: {eth: {}}, expect: {maps: {each: {0: {sum: 4}}}}}
        - {name: each, program: frame, packet: {eth: {}}, expect: {maps: {each: {0: {each: "< 3"}}}}}

      """)
    #expect(cases.map { $0.differences.map(\.path) } == [["each[0]"], ["each[0] on cpu 0"]])
    #expect(cases.map { $0.evidence.last?.lines } == [["0: 3 over all cpus"], ["0: 3 on cpu 0"]])
  }
}
