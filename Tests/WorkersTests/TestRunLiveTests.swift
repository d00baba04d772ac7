import Jobs
import TestSupport
import Testing

/// Programs that only run attached, in the case's own cgroup and network, on the running kernel.
@Suite(.requires("host:xdp", "host:root", "host:sys_admin", "clang")) struct TestRunLiveTests {
  private static func results(_ source: CSource, _ cases: [(program: String, deeds: [[String]])]) async throws
    -> [TestPlan.Result]
  {
    var plan = TestPlan()
    for (program, deeds) in cases {
      plan.job.programs.append(program)
      plan.add {
        $0.steps = [.attach(program: program)]
        $0.steps += deeds.map { .drive(.deed(name: $0[0], arguments: Array($0.dropFirst()))) }
        $0.steps.append(.globals(section: ".bss"))
      }
    }
    return try await plan.results(of: try await source.compiled())
  }

  private func deeds(_ result: TestPlan.Result) -> [String] {
    result.outcome.steps.compactMap { step in
      if case .driven(let status, let output) = step { ([String(status)] + output).joined(separator: " ") } else { nil }
    }
  }

  private func hits(_ result: TestPlan.Result) -> UInt64 {
    if case .globals(let slice) = result.outcome.steps.last { result.number(slice) } else { 0 }
  }

  @Test func `programs of a cgroup see what the case does, and decide over it`() async throws {
    let results = try await Self.results(
      CSource(
        """
        __u64 hits;
        SEC("cgroup/connect4") int on_connect(struct bpf_sock_addr *c) { hits++; return c->user_port != 0x5100; }
        SEC("cgroup/sock_create") int on_socket(struct bpf_sock *c) { hits++; return c->type != 2; }
        SEC("cgroup/setsockopt") int on_option(struct bpf_sockopt *c) {
          hits++;
          if (c->optname == 12) return 0;
          c->optlen = -1;
          return 1;
        }
        SEC("cgroup/sysctl") int on_sysctl(struct bpf_sysctl *c) { hits++; return 0; }
        SEC("cgroup/dev") int on_device(struct bpf_cgroup_dev_ctx *c) { hits++; return c->major != 1 || c->minor != 3; }
        SEC("sockops") int on_state(struct bpf_sock_ops *c) { hits++; return 1; }

        """),
      [
        (
          "on_connect",
          [["listen", "127.0.0.1", "80"], ["connect", "127.0.0.1", "80"], ["connect", "127.0.0.1", "81"]]
        ),
        ("on_socket", [["socket", "inet", "dgram"], ["socket", "inet", "stream"]]),
        (
          "on_option",
          [["setsockopt", "SOL_SOCKET", "SO_PRIORITY", "3"], ["setsockopt", "SOL_SOCKET", "SO_MARK", "3"]]
        ),
        ("on_sysctl", [["sysctl", "net.ipv4.ip_forward"]]),
        ("on_device", [["open", "/dev/null"], ["open", "/dev/zero"]]),
        ("on_state", [["exchange", "hello"]]),
      ])
    for result in results { #expect(result.outcome.failure == nil, "\(result.words)") }
    #expect(
      results.map(deeds) == [
        ["0", "0 connected to 127.0.0.1 80", "-1"], ["-1", "0"], ["-1", "0"], ["-1"], ["-1", "0"],
        ["0 receiver got hello"],
      ])
    #expect(results.prefix(5).map(hits) == [2, 2, 2, 1, 2])
    #expect(hits(results[5]) > 2)
  }

  @Test func `programs of sockets, of the network and of the kernel run when driven`() async throws {
    let results = try await Self.results(
      CSource(
        """
        __u64 hits;
        struct { __uint(type, BPF_MAP_TYPE_SOCKMAP); __type(key, __u32); __type(value, __u64); __uint(max_entries, 4); }
          sockets SEC(".maps");
        struct { __uint(type, BPF_MAP_TYPE_REUSEPORT_SOCKARRAY); __type(key, __u32); __type(value, __u64);
          __uint(max_entries, 2); } group SEC(".maps");
        SEC("sk_msg") int on_message(struct sk_msg_md *c) { hits++; return SK_PASS; }
        SEC("sk_skb/stream_verdict") int on_stream(struct __sk_buff *c) { hits++; return SK_PASS; }
        SEC("sk_reuseport") int choose(struct sk_reuseport_md *c) {
          __u32 one = 1;
          hits++;
          bpf_sk_select_reuseport(c, &group, &one, 0);
          return SK_PASS;
        }
        SEC("sk_lookup") int look(struct bpf_sk_lookup *c) { hits++; return SK_PASS; }
        SEC("xdp") int frame(struct xdp_md *c) { hits++; return XDP_TX; }
        SEC("tc") int classify(struct __sk_buff *c) { hits++; return 2; }
        SEC("tracepoint/syscalls/sys_enter_getppid") int calls(void *c) { hits++; return 0; }

        """),
      [
        ("on_message", [["exchange", "hello"]]), ("on_stream", [["exchange", "hello"]]),
        ("choose", [["send", "127.0.0.1", "9000", "hello"]]), ("look", [["connect", "127.0.0.1", "99"]]),
        ("frame", [["packet", "ffffffffffff 020000000000 0800 4500"]]),
        ("classify", [["packet", "ffffffffffff 020000000000 0800 4500"]]), ("calls", [["getppid"]]),
      ])
    for result in results { #expect(result.outcome.failure == nil, "\(result.words)") }
    #expect(
      results.map(deeds) == [
        ["0 receiver got hello"], ["0 receiver got hello"], ["0 socket 1 got hello"], ["-111"],
        ["0 came back ffffffffffff02000000000008004500"], ["0"], ["0"],
      ])
    #expect(results.prefix(6).map(hits) == [1, 1, 1, 1, 1, 1])
    #expect(hits(results[6]) >= 1)
  }

  @Test func `a program that strikes other tasks is not attached here`() async throws {
    let results = try await Self.results(
      CSource(
        """
        __u64 hits;
        SEC("tracepoint/syscalls/sys_enter_getppid") int strike(void *c) { hits++; bpf_send_signal(9); return 0; }

        """), [("strike", [["getppid"]])])
    #expect(results[0].outcome.failure?.verdict == .skipped)
    #expect(
      results[0].words
        == "program strike would run for every task of this machine, and it sends signals to the task it runs in (bpf_send_signal)"
    )
  }

  @Test func `a command's output and status are told, and an unknown deed is explained`() async throws {
    var plan = TestPlan()
    plan.add(
      .drive(.command(["/bin/sh", "-c", "echo one; echo two >&2; exit 3"])),
      .drive(.deed(name: "write", arguments: ["file", "text"])), .drive(.deed(name: "read", arguments: ["file"])))
    plan.add(.drive(.deed(name: "conect", arguments: [])))
    plan.add(.drive(.deed(name: "connect", arguments: ["localhost", "80"])))
    plan.add(.drive(.command(["/nonexistent/command"])))
    let source = CSource("SEC(\"xdp\") int frame(struct xdp_md *c) { return XDP_PASS; }\n")
    let results = try await plan.results(of: try await source.compiled())
    #expect(deeds(results[0]) == ["3 one two", "0", "0 text"])
    #expect(results[1].words == "there is no deed conect")
    #expect(results[2].words == "connect: 'localhost' is no IPv4 or IPv6 address")
    #expect(results[3].words.hasPrefix("the command /nonexistent/command cannot be started: ENOENT"))
  }
}
