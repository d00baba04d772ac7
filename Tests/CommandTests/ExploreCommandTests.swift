import Foundation
import TestSupport
import Testing

/// `assay test --explore` as a user runs it.
@Suite struct ExploreCommandTests {
  private static let oneCase = """
    cases:
      - name: lets others pass
        packet: {eth: {}, ipv4: {src: 10.0.0.1, dst: 192.0.2.1}, tcp: {dport: 443, flags: syn}}
        expect: {return: XDP_PASS}
    """

  private func folder() throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    let source = Repository.path("corpus/tour/xdp_firewall.bpf.c")
    try directory.write(try String(contentsOf: source, encoding: .utf8), to: "xdp_firewall.bpf.c")
    try directory.write(Self.oneCase, to: "xdp_firewall.test.yml")
    return directory
  }

  private func run(_ arguments: String..., in directory: TemporaryDirectory) async throws -> RunningCommand.Result {
    let cache = try TemporaryDirectory()
    let words = ["-C", directory.url.path, try Repository.product("assay").path, "test"] + arguments
    return try await RunningCommand.run(
      URL(fileURLWithPath: "/usr/bin/env"), words, environment: ["NO_COLOR": "1", "XDG_CACHE_HOME": cache.url.path])
  }

  /// Bounded by inputs: how long they take is the machine's matter.
  @Test(.requires("clang", "host:xdp"), arguments: [0, 1, 2])
  func `from one case every way of the firewall is found, and what is written holds`(seed: Int) async throws {
    let directory = try folder()
    let result = try await run(
      "--explore", "xdp_firewall", "--seed", "\(seed)", "--explore-time", "10m", "--explore-plateau", "300000",
      "--explore-inputs", "300000",
      in: directory)
    let text = result.outputText
    #expect(result.ending == .status(1), "\(text)\(result.errorText)")
    #expect(text.contains("branches: 3 of 6 ways by the cases, 6 of 6 ways with what was found"), "\(text)")
    #expect(text.contains("no case expects that it returns XDP_DROP (1)"), "\(text)")
    #expect(!text.contains("did something new once"), "\(text)")
    let written = try String(contentsOf: directory.path("xdp_firewall.explored.test.yml"), encoding: .utf8)
    #expect(written.contains("# takes xdp_firewall.bpf.c:36 hits"), "\(written)")
    #expect(written.contains("10.0.0.1: {packets: 0, bytes: 0}"), "\(written)")
    let tested = try await run("--verbose", in: directory)
    #expect(tested.ending == .status(0), "\(tested.outputText)\(tested.errorText)")
    #expect(tested.outputText.contains("4 passed"), "\(tested.outputText)")
    let again = try await run("--explore", "xdp_firewall", in: directory)
    #expect(again.ending == .status(2))
    #expect(again.errorText.contains("xdp_firewall.explored.test.yml is there already"), "\(again.errorText)")
  }

  @Test(.requires("clang", "host:xdp"))
  func `the same seed writes the same file, to standard output too`() async throws {
    let directory = try folder()
    var texts: Set<String> = []
    for _ in 0..<2 {
      let result = try await run(
        "--explore", "xdp_firewall", "--seed", "9", "--explore-inputs", "30000", "--explore-time", "10m", "-o", "-",
        "xdp_firewall.test.yml", in: directory)
      #expect(result.errorText.contains("seed 9"), "\(result.errorText)")
      texts.insert(result.outputText)
    }
    #expect(texts.count == 1)
    #expect(texts.first?.contains("cases:\n  - name: \"1: ") ?? false, "\(texts)")
    #expect(!FileManager.default.fileExists(atPath: directory.path("xdp_firewall.explored.test.yml").path))
  }

  /// The second condition holds only on maps that nothing wrote before: every run counts up what the next would see.
  @Test(.requires("clang", "host:xdp"))
  func `maps are put back after every input`() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(
      """
      #include <linux/bpf.h>
      #include <bpf/bpf_helpers.h>

      struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 4); __type(key, __u32); __type(value, __u64); } runs SEC(".maps");
      struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 64); __type(key, __u32); __type(value, __u64); } seen SEC(".maps");
      struct { __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY); __uint(max_entries, 2); __type(key, __u32); __type(value, __u64); } each SEC(".maps");
      __u64 total;

      SEC("xdp") int count(struct xdp_md *ctx)
      {
        __u32 zero = 0, key;
        __u64 one = 1, *run = bpf_map_lookup_elem(&runs, &zero), *own = bpf_map_lookup_elem(&each, &zero);
        unsigned char *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;

        if (!run || !own || data + 14 > end) return XDP_ABORTED;
        key = data[13];
        if (*run == 1 || *own == 1 || total == 1 || bpf_map_lookup_elem(&seen, &key)) return XDP_TX;
        __sync_fetch_and_add(run, 1);
        *own += 1;
        total += 1;
        bpf_map_update_elem(&seen, &key, &one, 0);
        return XDP_PASS;
      }
      char LICENSE[] SEC("license") = "GPL";
      """, to: "count.bpf.c")
    try directory.write(
      """
      cases:
        - name: once
          packet: {eth: {}, payload: {size: 8}}
          expect: {return: XDP_PASS, maps: {runs: {0: 1}}}
      """, to: "count.test.yml")
    let result = try await run(
      "--explore", "count", "--explore-inputs", "20000", "--explore-time", "10m", "-o", "-", in: directory)
    let text = result.errorText
    #expect(!text.contains("not put back"), "\(text)")
    #expect(!text.contains("once and not again"), "\(text)")
    #expect(!text.contains("left out"), "\(text)")
    // Only entries that the input itself put there lead to XDP_TX.
    #expect(result.outputText.contains("return: XDP_TX"), "\(result.outputText)")
    let cases = result.outputText.components(separatedBy: "- name:").dropFirst()
    #expect(cases.filter { $0.contains("XDP_TX") }.allSatisfy { $0.contains("before:") }, "\(result.outputText)")
  }

  @Test(.requires("clang", "host:xdp"))
  func `what stands on the stack is a finding`() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(
      """
      #include <linux/bpf.h>
      #include <bpf/bpf_helpers.h>

      struct record { __u8 kind; __u64 value; };
      struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 64); __type(key, __u32); __type(value, struct record); } records SEC(".maps");

      SEC("xdp") int leak(struct xdp_md *ctx)
      {
        unsigned char *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
        struct record record;
        __u32 key = 1;

        if (data + 15 > end || data[14] != 0x5c) return XDP_PASS;
        record.kind = data[13];
        record.value = 7;
        bpf_map_update_elem(&records, &key, &record, 0);
        return XDP_DROP;
      }
      char LICENSE[] SEC("license") = "GPL";
      """, to: "leak.bpf.c")
    try directory.write(
      """
      cases:
        - {name: other, packet: {eth: {}, payload: "nothing"}, expect: {return: "1..2"}}
      """, to: "leak.test.yml")
    let result = try await run(
      "--explore", "leak", "--explore-inputs", "200000", "--explore-plateau", "100000", "--explore-time", "10m",
      in: directory)
    let text = result.outputText
    #expect(result.ending == .status(1), "\(text)\(result.errorText)")
    #expect(text.contains("map records, padding after [1].kind"), "\(text)")
    #expect(text.contains("bytes that it never wrote"), "\(text)")
    #expect(!text.contains("no case expects"), "\(text)")
  }

  @Test(.requires("clang", "host:xdp"))
  func `a result that depends on the stack is a finding`() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(
      """
      #include <linux/bpf.h>
      #include <bpf/bpf_helpers.h>

      SEC("xdp") int stack(struct xdp_md *ctx)
      {
        unsigned char *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
        volatile unsigned char room[8];

        if (data + 15 > end || data[14] != 0x5c) return XDP_PASS;
        return room[3] == 0x5a ? XDP_TX : XDP_DROP;
      }
      char LICENSE[] SEC("license") = "GPL";
      """, to: "stack.bpf.c")
    try directory.write(
      """
      cases:
        - {name: other, packet: {eth: {}, payload: "nothing"}, expect: {return: "1..2"}}
      """, to: "stack.test.yml")
    let result = try await run(
      "--explore", "stack", "--explore-inputs", "200000", "--explore-time", "10m", in: directory)
    let text = result.outputText.split(separator: /\s+/).joined(separator: " ")
    #expect(result.ending == .status(1), "\(text)\(result.errorText)")
    #expect(text.contains("it returns XDP_DROP (1), or XDP_TX (3) where other bytes stood on its stack"), "\(text)")
    #expect(text.contains("no run can have written a map"), "\(text)")
  }

  private static let types = """
    #include <linux/bpf.h>
    #include <linux/if_ether.h>
    #include <linux/ip.h>
    #include <bpf/bpf_helpers.h>
    #include <bpf/bpf_endian.h>

    struct prefix { __u32 length; __be32 address; };
    struct { __uint(type, BPF_MAP_TYPE_LPM_TRIE); __uint(max_entries, 64); __uint(map_flags, BPF_F_NO_PREALLOC); __type(key, struct prefix); __type(value, __u32); } nets SEC(".maps");
    struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 2); __type(key, __u32); __type(value, __u32); } modes SEC(".maps");
    struct { __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, 4096); } ring SEC(".maps");
    const volatile int limit = 5;

    SEC("tc") int filter(struct __sk_buff *skb)
    {
      void *data = (void *)(long)skb->data, *end = (void *)(long)skb->data_end;
      struct ethhdr *eth = data;
      struct iphdr *ip = (void *)(eth + 1);
      __u32 zero = 0, *mode = bpf_map_lookup_elem(&modes, &zero), *net;
      struct prefix prefix = {32};
      __u64 *record;

      if (skb->mark == 0xdead) return 7;
      if ((void *)(ip + 1) > end || eth->h_proto != bpf_htons(ETH_P_IP)) return 0;
      prefix.address = ip->saddr;
      net = bpf_map_lookup_elem(&nets, &prefix);
      record = bpf_ringbuf_reserve(&ring, 8, 0);
      if (record) { *record = 1; bpf_ringbuf_submit(record, 0); }
      if (net && *net == 77) return 2;
      return mode && *mode == limit ? 4 : 1;
    }
    SEC("raw_tp/sched_switch") int event(struct bpf_raw_tracepoint_args *ctx)
    {
      if (ctx->args[0] == 0x1234567890ULL) return 1;
      return ctx->args[1] == 1000 ? 2 : 0;
    }
    SEC("xdp") int metadata(struct xdp_md *ctx)
    {
      __u32 *mark = (void *)(long)ctx->data_meta;

      if ((void *)(mark + 1) > (void *)(long)ctx->data) return XDP_PASS;
      return *mark == 0x11223344 ? XDP_DROP : XDP_TX;
    }
    SEC("sk_lookup") int lookup(struct bpf_sk_lookup *ctx) { return ctx->local_port == 8443 ? SK_DROP : SK_PASS; }
    char LICENSE[] SEC("license") = "GPL";
    """

  private static let typesCases = """
    cases:
      - {name: f, program: filter, packet: {eth: {}, ipv4: {}, tcp: {}}, globals: {limit: 90210}, expect: {return: 1}}
      - {name: e, program: event, args: [1, 2], expect: {return: 0}}
      - {name: m, program: metadata, context: {data: 4}, packet: {hex: "00000000 020000000002 020000000001 88b5"}, expect: {return: XDP_TX}}
      - {name: l, program: lookup, context: {family: 2, protocol: 6, local_port: 80}, expect: {return: SK_PASS}}
    """

  @Test(
    .requires("clang", "host:xdp"),
    arguments: [
      (
        "filter",
        ["return: 7", "return: TC_ACT_SHOT", "return: 4", "globals: {limit: 90210}", "context: {mark: 57005}"]
      ),
      ("event", ["return: 1", "return: 2", "0x1234567890"]), ("metadata", ["return: XDP_DROP"]),
      ("lookup", ["return: SK_DROP", "local_port: 8443"]),
    ])
  func `contexts, arguments, metadata and variables of other types lead on`(program: String, words: [String])
    async throws
  {
    let directory = try TemporaryDirectory()
    try directory.write(Self.types, to: "types.bpf.c")
    try directory.write(Self.typesCases, to: "types.test.yml")
    let result = try await run(
      "--explore", program, "--explore-inputs", "400000", "--explore-plateau", "200000", "--explore-time", "10m",
      in: directory)
    #expect(result.ending == .status(1), "\(result.outputText)\(result.errorText)")
    let written = try String(contentsOf: directory.path("types.explored.test.yml"), encoding: .utf8)
      .replacing("TC_ACT_REDIRECT", with: "7").replacing("TC_ACT_QUEUED", with: "5").replacing(
        "TC_ACT_STOLEN", with: "4")
    for words in words { #expect(written.contains(words), "\(written)\n\(result.outputText)") }
    let tested = try await run("types.explored.test.yml", in: directory)
    #expect(tested.ending == .status(0), "\(tested.outputText)\(tested.errorText)")
  }

  @Test(.requires("clang", "host:xdp"))
  func `an interrupted search keeps what it found`() async throws {
    let directory = try folder()
    let command = try RunningCommand(
      URL(fileURLWithPath: "/usr/bin/env"),
      [
        "-C", directory.url.path, try Repository.product("assay").path, "test", "--explore", "xdp_firewall",
        "--explore-time",
        "10m", "--explore-plateau", "1000000000",
      ], environment: ["NO_COLOR": "1"])
    while command.errorsSoFar().components(separatedBy: "found: ").count < 4 {
      try await Task.sleep(for: .milliseconds(20))
    }
    command.signal(SIGINT)
    let result = try await command.result()
    #expect(result.ending == .status(130), "\(result.outputText)\(result.errorText)")
    #expect(result.outputText.contains("; interrupted"), "\(result.outputText)")
    #expect(result.outputText.contains("wrote xdp_firewall.explored.test.yml: 3 cases"), "\(result.outputText)")
  }

  @Test(
    .requires("clang"),
    arguments: [
      ("pid_filter", "count_opens", "cannot be explored: "), ("xdp_firewall", "firewall", "have no program firewall: "),
    ])
  func `what cannot be explored is said`(file: String, program: String, words: String) async throws {
    let directory = try TemporaryDirectory()
    for suffix in [".bpf.c", ".test.yml"] {
      let source = Repository.path("corpus/tour/\(file)\(suffix)")
      try directory.write(try String(contentsOf: source, encoding: .utf8), to: file + suffix)
    }
    let result = try await run("--explore", program, in: directory)
    #expect(result.ending == .status(2), "\(result.outputText)\(result.errorText)")
    #expect(result.errorText.contains(words), "\(result.errorText)")
  }
}
