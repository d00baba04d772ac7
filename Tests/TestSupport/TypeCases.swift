public import KernelFacts
import Jobs

/// Cases for each program type that kernels test-run: one that passes, one whose input is wrong, and what is said of it.
public struct TypeCases: Sendable {
  /// What is expected of a case.
  public struct Expectation: Sendable {
    /// The program.
    public var program: String
    /// What it returns; nil when it cannot be run.
    public var returned: UInt32?
    /// What is said when it cannot be run.
    public var words: String?
    /// The kernel that brought the type.
    public var since: String?
  }

  /// The plan.
  public private(set) var plan = TestPlan(
    "filter", "classify", "act", "frame", "group", "route_in", "route_out", "route_xmit", "dissect", "lookup", "raw",
    "call", "hook", "probe")
  /// What is expected, case by case.
  public private(set) var expectations: [Expectation] = []

  /// One program of each type.
  public static let source = CSource(
    """
    #define TC_ACT_SHOT 2
    SEC("socket") int filter(struct __sk_buff *skb) { return skb->len; }
    SEC("tc") int classify(struct __sk_buff *skb) { if (skb->mark == 7) skb->mark = 9; return TC_ACT_SHOT; }
    SEC("action") int act(struct __sk_buff *skb) { return skb->len == 64 ? -1 : 0; }
    SEC("xdp") int frame(struct xdp_md *context) {
      return context->data - context->data_meta == 8 ? XDP_TX : XDP_DROP;
    }
    SEC("cgroup_skb/ingress") int group(struct __sk_buff *skb) { return skb->len == 50; }
    SEC("lwt_in") int route_in(struct __sk_buff *skb) { return skb->len == 50 ? BPF_DROP : BPF_OK; }
    SEC("lwt_out") int route_out(struct __sk_buff *skb) { return skb->len == 50 ? BPF_DROP : BPF_OK; }
    SEC("lwt_xmit") int route_xmit(struct __sk_buff *skb) { return skb->len == 50 ? BPF_DROP : BPF_OK; }
    SEC("flow_dissector") int dissect(struct __sk_buff *skb) {
      struct bpf_flow_keys *keys = skb->flow_keys;
      keys->ip_proto = 17;
      return BPF_OK;
    }
    SEC("sk_lookup") int lookup(struct bpf_sk_lookup *context) { return context->local_port == 80 ? SK_PASS : SK_DROP; }
    SEC("raw_tp/sys_enter") int raw(struct bpf_raw_tracepoint_args *context) {
      return context->args[0] + context->args[1];
    }
    struct numbers { __u64 given, twice; };
    SEC("syscall") int call(struct numbers *context) { context->twice = context->given * 2; return 7; }
    SEC("netfilter") int hook(void *context) { return 1; }
    SEC("kprobe/do_nanosleep") int probe(void *context) { return 0; }

    """)

  private mutating func expect(
    _ program: String, packet: [UInt8]? = nil, context: [UInt8]? = nil, returned: UInt32? = nil, words: String? = nil,
    since: String? = nil, _ change: (inout TestInput) -> Void = { _ in }
  ) {
    plan.add(plan.run(program, packet: packet, context: context, change))
    expectations.append(Expectation(program: program, returned: returned, words: words, since: since))
  }

  /// A context of that many bytes with numbers of 4 bytes at some offsets.
  public static func context(_ count: Int, _ numbers: [Int: UInt32]) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    for (offset, number) in numbers { bytes.replaceSubrange(offset..<offset + 4, with: TestPlan.bytes(number)) }
    return bytes
  }

  /// All of them.
  public init() {
    let frame = TestPlan.frame()
    expect("filter", packet: frame, returned: 50)
    expect(
      "filter", packet: TestPlan.frame(13),
      words: "a packet of 13 bytes is too short: socket_filter programs take 14 or more")
    expect("classify", packet: frame, context: Self.context(192, [8: 7]), returned: 2)
    expect(
      "classify", packet: frame, context: Self.context(192, [68: 1]),
      words: "the field hash of struct __sk_buff cannot be set in a test run")
    expect("act", packet: frame, returned: 0xffff_ffff)
    expect(
      "act", packet: TestPlan.frame(30),
      words: "a packet of 30 bytes is too short for its EtherType: with IPv4 the kernel wants 34")
    expect("frame", packet: [UInt8](repeating: 1, count: 8) + frame, context: Self.context(24, [0: 8]), returned: 3)
    expect("frame", packet: frame, returned: 1)
    expect(
      "frame", packet: TestPlan.frame(9000, etherType: 0),
      words: "a packet of 9000 bytes would come in several pieces, of which the program sees the first 3520 bytes")
    expect("group", packet: frame, returned: 1)
    expect(
      "group", packet: TestPlan.frame(4000, etherType: 0),
      words: "a packet of 4000 bytes is too long: cgroup_skb programs take 3712 at most")
    for program in ["route_in", "route_out", "route_xmit"] {
      expect(program, packet: frame, returned: 2)
      expect(
        program, packet: TestPlan.frame(40, etherType: 0x86dd),
        words: "a packet of 40 bytes is too short for its EtherType: with IPv6 the kernel wants 54")
    }
    expect("dissect", packet: frame, returned: 0)
    expect(
      "dissect", packet: frame, context: Self.context(56, [12: 80]),
      words: "the field sport of struct bpf_flow_keys cannot be set in a test run")
    expect("lookup", context: Self.context(72, [8: 2, 60: 80]), returned: 1)
    expect("lookup", context: Self.context(72, [8: 1]), words: "family is 1: it is 2 (AF_INET) or 10 (AF_INET6)")
    expect("lookup", packet: frame, words: "sk_lookup programs are given no packet")
    expect("raw", context: TestPlan.bytes(UInt64(40)) + TestPlan.bytes(UInt64(2)), returned: 42)
    expect(
      "raw", context: TestPlan.bytes(UInt64(40)),
      words: "the program reads more than the 1 argument that the case gives")
    expect(
      "raw", context: [UInt8](repeating: 0, count: 16),
      words: "the kernel repeats no test run of raw_tracepoint programs"
    ) { $0.repetitions = 2 }
    expect("call", context: TestPlan.bytes(UInt64(21)) + TestPlan.bytes(UInt64(0)), returned: 7)
    expect("call", packet: frame, words: "syscall programs are given no packet")
    expect("hook", packet: frame, returned: 1, since: "6.4")
    expect(
      "hook", packet: frame, context: Self.context(48, [0: 10 << 8]),
      words: "pf is NFPROTO_IPV6, and the packet's EtherType is 0x800", since: "6.4")
    expect(
      "probe", context: [UInt8](repeating: 0, count: 168), words: "no kernel test-runs kprobe programs as they are")
  }

  /// What does not hold of the results, one line each.
  public func faults(in results: [TestPlan.Result], kernel: KernelVersion) -> [String] {
    zip(expectations, results).enumerated().compactMap { number, pair in
      let (expected, result) = pair
      let found = result.ran.map { "returned \($0.returned)" } ?? result.words
      var wanted = expected.returned.map { "returned \($0)" } ?? expected.words ?? ""
      if let since = expected.since.flatMap({ KernelVersion($0) }), kernel < since {
        wanted = "test runs of netfilter programs need kernel \(since); this is \(kernel)"
      }
      return found == wanted ? nil : "case \(number), \(expected.program): \(found), not \(wanted)"
    }
  }
}
