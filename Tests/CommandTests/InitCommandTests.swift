import Foundation
import TestSupport
import Testing

/// `assay init` as a new user runs it.
@Suite struct InitCommandTests {
  /// A program of each kind that a first test file knows, and maps of most kinds.
  private static let many = """
    #include <linux/bpf.h>
    #include <linux/types.h>
    #include <bpf/bpf_helpers.h>

    struct flow { __be32 source; __be16 port; __u8 proto; };
    struct volume { __u64 packets; __u64 bytes; char who[16]; __u32 spread[64]; };
    struct prefix { __u32 length; __u32 address; };
    struct request { __u32 what; __u64 answer; };
    enum mode { OFF, ON };
    #define MAP(NAME, TYPE, KEY, VALUE, COUNT) \\
      struct { __uint(type, BPF_MAP_TYPE_##TYPE); __type(key, KEY); __type(value, VALUE); \\
        __uint(max_entries, COUNT); } NAME SEC(".maps")
    MAP(flows, HASH, struct flow, struct volume, 16);
    MAP(hits, ARRAY, __u32, __u64, 4);
    MAP(totals, PERCPU_ARRAY, __u32, __u64, 4);
    MAP(modes, HASH, __u32, enum mode, 4);
    struct { __uint(type, BPF_MAP_TYPE_LPM_TRIE); __type(key, struct prefix); __type(value, __u32);
      __uint(max_entries, 8); __uint(map_flags, BPF_F_NO_PREALLOC); } routes SEC(".maps");
    struct { __uint(type, BPF_MAP_TYPE_QUEUE); __type(value, __u32); __uint(max_entries, 2); } waiting SEC(".maps");
    struct { __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, 4096); } events SEC(".maps");
    struct { __uint(type, BPF_MAP_TYPE_PROG_ARRAY); __type(key, __u32); __type(value, __u32); __uint(max_entries, 2); }
      jumps SEC(".maps");

    const volatile __u32 limit = 5;
    __u64 runs;

    SEC("xdp") int on_frame(struct xdp_md *ctx)
    {
      struct flow flow = {};
      struct prefix prefix = {};
      __u32 key = 0, value;

      runs++;
      if (limit > 7) bpf_tail_call(ctx, &jumps, 0);
      if (bpf_map_lookup_elem(&routes, &prefix) || bpf_map_lookup_elem(&modes, &key)) return XDP_DROP;
      bpf_map_pop_elem(&waiting, &value);
      return bpf_map_lookup_elem(&flows, &flow) ? XDP_DROP : XDP_PASS;
    }
    SEC("xdp") int next_frame(struct xdp_md *ctx) { return XDP_PASS; }
    SEC("tc") int on_packet(struct __sk_buff *ctx)
    {
      __u32 key = 0;
      __u64 *hits_of = bpf_map_lookup_elem(&hits, &key);

      if (hits_of) ++*hits_of;
      return ctx->mark;
    }
    SEC("raw_tp/sched_switch") int on_switch(__u64 *ctx)
    {
      __u32 key = 0;
      __u64 *total = bpf_map_lookup_elem(&totals, &key);

      if (total && ctx[0]) ++*total;
      bpf_ringbuf_output(&events, &key, sizeof(key), 0);
      return ctx[2] ? 0 : 0;
    }
    SEC("syscall") int ask(struct request *request) { request->answer = request->what; return 0; }
    SEC("sk_lookup") int choose(struct bpf_sk_lookup *ctx) { return ctx->family == 2 ? SK_PASS : SK_DROP; }
    SEC("flow_dissector") int dissect(struct __sk_buff *ctx) { return BPF_OK; }
    SEC("cgroup_skb/egress") int leave(struct __sk_buff *ctx) { return 1; }
    SEC("socket") int filter(struct __sk_buff *ctx) { return 0; }
    SEC("kprobe/tcp_connect") int on_connect(void *ctx) { return 0; }
    SEC("cgroup/connect4") int may_connect(struct bpf_sock_addr *ctx) { return 1; }
    SEC("xdp/devmap") int to_device(struct xdp_md *ctx) { return XDP_PASS; }

    char LICENSE[] SEC("license") = "GPL";
    """

  private func run(_ arguments: String..., in directory: TemporaryDirectory? = nil) async throws
    -> RunningCommand.Result
  {
    let cache = try TemporaryDirectory()
    let words = ["-C", directory?.url.path ?? "/", try Repository.product("assay").path] + arguments
    return try await RunningCommand.run(
      URL(fileURLWithPath: "/usr/bin/env"), words,
      environment: ["NO_COLOR": "1", "XDG_CACHE_HOME": cache.url.path])
  }

  private func folder(_ files: [String: String] = ["many.bpf.c": many]) throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    for (name, text) in files { try directory.write(text, to: name) }
    return directory
  }

  private static func tour(_ name: String) throws -> String {
    try String(contentsOf: Repository.path("corpus/tour/\(name)"), encoding: .utf8)
  }

  @Test(.requires("clang"), arguments: ["xdp_firewall", "tc_bytes", "sched_count", "syscall_latency"])
  func `a first test file names the programs and maps of an object`(_ name: String) async throws {
    let directory = try folder(["\(name).bpf.c": try Self.tour("\(name).bpf.c")])
    let result = try await run("init", "\(name).bpf.c", in: directory)
    #expect(result.ending == .status(0), "\(result.errorText)")
    #expect(result.outputText.hasPrefix("wrote \(name).test.yml: "), "\(result.outputText)")
    let text = try String(contentsOf: directory.path("\(name).test.yml"), encoding: .utf8)
    expectGolden(text, at: "Tests/CommandTests/Golden/init-\(name).test.yml")
  }

  @Test(.requires("clang", "host:xdp"))
  func `first test files of the tour pass as they are`() async throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Repository.path("corpus/tour").path)
      .filter { $0.hasSuffix(".bpf.c") }
    let directory = try folder(Dictionary(uniqueKeysWithValues: try names.map { ($0, try Self.tour($0)) }))
    let written = try await run("init", ".", in: directory)
    #expect(written.ending == .status(0), "\(written.errorText)")
    #expect(written.outputText.split(separator: "\n").count == names.count, "\(written.outputText)")
    let tested = try await run("test", in: directory)
    #expect(tested.ending == .status(0), "\(tested.outputText)\(tested.errorText)")
    #expect(tested.outputText.contains("skipped: no kernel test-runs tracepoint programs"), "\(tested.outputText)")
  }

  /// The examples of a test file as what they are examples of: words at the file's or a case's edge stay comments.
  private func uncommented(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      let indentation = line.prefix { $0 == " " }
      let rest = line.dropFirst(indentation.count)
      return indentation.count >= 4 && rest.hasPrefix("# ") ? "\(indentation)\(rest.dropFirst(2))" : String(line)
    }
    return lines.joined(separator: "\n")
  }

  @Test(.requires("clang", "host:xdp"))
  func `every kind of program gets a case, and every comment is right once its mark is gone`() async throws {
    let directory = try folder()
    #expect(try await run("init", "many.bpf.c", in: directory).ending == .status(0))
    let text = try String(contentsOf: directory.path("many.test.yml"), encoding: .utf8)
    expectGolden(text, at: "Tests/CommandTests/Golden/init-many.test.yml")
    let tested = try await run("test", in: directory)
    #expect(tested.ending == .status(0), "\(tested.outputText)\(tested.errorText)")
    try directory.write(uncommented(text), to: "many.test.yml")
    let filled = try await run("test", in: directory)
    // Not all of it comes out so, but nothing in it is wrong.
    #expect(filled.ending == .status(1), "\(filled.outputText)\(filled.errorText)")
    #expect(!filled.errorText.contains("error:"), "\(filled.errorText)")
  }

  @Test(.requires("clang", "host:xdp"))
  func `a case that is filled in fails, and passes once it says what is`() async throws {
    let directory = try folder(["xdp_firewall.bpf.c": try Self.tour("xdp_firewall.bpf.c")])
    #expect(try await run("init", "xdp_firewall.bpf.c", in: directory).ending == .status(0))
    let file = directory.path("xdp_firewall.test.yml")
    let first = try String(contentsOf: file, encoding: .utf8)
    #expect(try await run("test", in: directory).ending == .status(0))
    try directory.write(first.replacing("return: any ", with: "return: XDP_DROP "), to: "xdp_firewall.test.yml")
    let failing = try await run("test", in: directory)
    #expect(failing.ending == .status(1))
    #expect(failing.outputText.contains("expected XDP_DROP (1)"), "\(failing.outputText)")
    #expect(failing.outputText.split(separator: "\n").allSatisfy { $0.count <= 100 }, "\(failing.outputText)")
    try directory.write(first.replacing("return: any ", with: "return: XDP_PASS "), to: "xdp_firewall.test.yml")
    let passing = try await run("test", in: directory)
    #expect(passing.ending == .status(0), "\(passing.outputText)\(passing.errorText)")
  }

  @Test(.requires("clang"))
  func `files that are there stay as they are`() async throws {
    let directory = try folder(["a.bpf.c": try Self.tour("xdp_firewall.bpf.c"), "a.test.yml": "mine", "assay.yml": ""])
    let refused = try await run("init", "a.bpf.c", in: directory)
    #expect(refused.ending == .status(2))
    #expect(refused.errorText.contains("a.test.yml is there already"), "\(refused.errorText)")
    let walked = try await run("init", ".", in: directory)
    #expect(walked.ending == .status(0))
    #expect(walked.errorText.contains("a.test.yml is there already"), "\(walked.errorText)")
    #expect(try await run("init", in: directory).ending == .status(2))
    #expect(try String(contentsOf: directory.path("a.test.yml"), encoding: .utf8) == "mine")
    let shown = try await run("init", "a.bpf.c", "-o", "-", in: directory)
    #expect(shown.ending == .status(0))
    #expect(shown.outputText.contains("cases:"))
    let elsewhere = try await run("init", "a.bpf.c", "-o", "tests/b.test.yml", in: directory)
    #expect(elsewhere.ending == .status(3), "no such folder: \(elsewhere.errorText)")
    #expect(try await run("init", "a.bpf.c", "-o", "b.test.yml", in: directory).ending == .status(0))
    let other = try String(contentsOf: directory.path("b.test.yml"), encoding: .utf8)
    #expect(other.contains("objects: [a.bpf.c]"))
    #expect(try await run("init", "a.bpf.c", "--force", in: directory).ending == .status(0))
    #expect(try String(contentsOf: directory.path("a.test.yml"), encoding: .utf8) != "mine")
  }

  @Test(.requires("clang"))
  func `a folder gets an assay yml that names what lies in it`() async throws {
    let source = try Self.tour("xdp_firewall.bpf.c")
    let object = try await CompiledObject.bytes(of: ObjectPlace.good())
    let directory = try folder(["src/a.bpf.c": source, "src/b.bpf.c": source])
    try directory.write(object, to: "src/a.bpf.o")
    try directory.write(object, to: "vendor/c.bpf.o")
    let result = try await run("init", in: directory)
    #expect(result.ending == .status(0), "\(result.errorText)")
    #expect(result.outputText == "wrote assay.yml: 2 sources, 1 object\n")
    let text = try String(contentsOf: directory.path("assay.yml"), encoding: .utf8)
    expectGolden(text, at: "Tests/CommandTests/Golden/init-assay.yml")
    let linted = try await run("lint", "--no-kernel", in: directory)
    #expect([.status(0), .status(1)].contains(linted.ending), "\(linted.outputText)\(linted.errorText)")
    let empty = try await run("init", in: try TemporaryDirectory())
    #expect(empty.ending == .status(2))
    #expect(empty.errorText.contains("nothing to name"))
  }

  @Test func `what cannot be tested is said, with status 2`() async throws {
    let directory = try folder(["text.o": "no object"])
    #expect(try await run("init", "text.o", in: directory).ending == .status(2))
    #expect(try await run("init", "absent.bpf.c", in: directory).ending == .status(2))
  }
}
