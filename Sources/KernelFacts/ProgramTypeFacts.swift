/// What is known about one program type.
public struct ProgramTypeFacts: Hashable, Sendable {
  /// What a type does to a machine, where a choice hangs on it.
  public enum Kind: String, Sendable {
    /// Sees packets, sockets or routes: it is attached to, or drives, a network.
    case network
    /// Watches the kernel or processes.
    case tracing
  }

  /// The type.
  public var type: ProgramType
  /// The kernel word.
  public var name: String
  /// The first kernel that has it; nil for `unspec`.
  public var since: KernelVersion?
  /// What a load needs since 5.8 beside CAP_BPF, where CAP_SYS_ADMIN is not held. Source: kernel/bpf/syscall.c,
  /// `is_net_admin_prog_type` and `is_perfmon_prog_type`.
  public var capabilities: [Capability]
  /// The first kernel whose `BPF_PROG_TEST_RUN` runs it; nil when none does. Not every attach type of the type can be
  /// run: of `tracing` only fentry, fexit and fmod_ret, of `struct_ops` only `bpf_dummy_ops`; `lwt_seg6local`, which 4.18
  /// to 6.1 ran and 6.18 does not, counts as none.
  public var testRunSince: KernelVersion?
  /// The first kernel that lets a program of this type sleep (for some of its attach types); nil when none does.
  public var sleepableSince: KernelVersion?
  /// What the type is about; nil for neither.
  public var kind: Kind?
  /// Whether a load names a BTF type to attach to: `attach_btf_id`. Source: kernel/bpf/verifier.c,
  /// `check_attach_btf_id`.
  public var needsBTFTarget: Bool
  /// The build option without which a kernel lacks the type, beside CONFIG_BPF_SYSCALL; nil when none is needed. Source:
  /// include/linux/bpf_types.h.
  public var configuration: String?

  /// The capabilities, CAP_BPF first, without CAP_SYS_ADMIN, which stands for all of them.
  public var requiredCapabilities: [Capability] { [.bpf] + capabilities }

  /// All types, in the kernel's order: the row of type N stands at index N.
  public static let all: [ProgramTypeFacts] = FactTable.rows(table, columns: columns, decode: decode)

  /// The type of that kernel word; nil when there is none.
  static func named(_ name: some StringProtocol) -> ProgramTypeFacts? { all.first { $0.name == name } }

  /// The type of that number; nil when there is none.
  static func numbered(_ number: UInt32) -> ProgramTypeFacts? {
    Int(exactly: number).flatMap { all.indices.contains($0) ? all[$0] : nil }
  }

  private static let columns = 8

  private static func decode(_ fields: [Substring]) -> ProgramTypeFacts? {
    guard fields.count == columns, let number = UInt32(fields[0]) else { return nil }
    let capabilities = fields[3].split(separator: "+").compactMap { Capability(word: String($0)) }.filter { $0 != .bpf }
    let kinds = fields[6].split(separator: ",")
    return ProgramTypeFacts(
      type: ProgramType(rawValue: number), name: String(fields[1]), since: KernelVersion(fields[2]),
      capabilities: capabilities, testRunSince: KernelVersion(fields[4]), sleepableSince: KernelVersion(fields[5]),
      kind: kinds.compactMap { Kind(rawValue: String($0)) }.first, needsBTFTarget: kinds.contains("btf-target"),
      configuration: fields[7] == "-" ? nil : String(fields[7]))
  }

  /// number, name, since, capability, test run since, sleepable since, kind, configuration. Sources:
  /// include/uapi/linux/bpf.h by release; test runs measured on 6.1 and 6.18.
  static let table: StaticString = """
    0	unspec	-	-	-	-	-	-
    1	socket_filter	3.19	bpf	4.16	-	-	CONFIG_NET
    2	kprobe	4.1	perfmon	-	6.0	tracing	CONFIG_BPF_EVENTS
    3	sched_cls	4.1	net_admin	4.12	-	network	CONFIG_NET
    4	sched_act	4.1	net_admin	4.12	-	network	CONFIG_NET
    5	tracepoint	4.7	perfmon	-	-	tracing	CONFIG_BPF_EVENTS
    6	xdp	4.8	net_admin	4.12	-	network	CONFIG_NET
    7	perf_event	4.9	perfmon	-	-	tracing	CONFIG_BPF_EVENTS
    8	cgroup_skb	4.10	bpf	4.12	-	network	CONFIG_CGROUP_BPF
    9	cgroup_sock	4.10	net_admin	-	-	network	CONFIG_CGROUP_BPF
    10	lwt_in	4.10	net_admin	4.12	-	network	CONFIG_NET
    11	lwt_out	4.10	net_admin	4.12	-	network	CONFIG_NET
    12	lwt_xmit	4.10	net_admin	4.12	-	network	CONFIG_NET
    13	sock_ops	4.13	net_admin	-	-	network	CONFIG_NET
    14	sk_skb	4.14	net_admin	-	-	network	CONFIG_NET
    15	cgroup_device	4.15	net_admin	-	-	-	CONFIG_CGROUP_BPF
    16	sk_msg	4.17	net_admin	-	-	network	CONFIG_NET
    17	raw_tracepoint	4.17	perfmon	5.10	-	tracing	CONFIG_BPF_EVENTS
    18	cgroup_sock_addr	4.17	net_admin	-	-	network	CONFIG_CGROUP_BPF
    19	lwt_seg6local	4.18	net_admin	-	-	network	CONFIG_NET
    20	lirc_mode2	4.18	bpf	-	-	-	CONFIG_BPF_LIRC_MODE2
    21	sk_reuseport	4.19	bpf	-	-	network	CONFIG_INET
    22	flow_dissector	4.20	net_admin	5.1	-	network	CONFIG_NET
    23	cgroup_sysctl	5.2	net_admin	-	-	-	CONFIG_CGROUP_BPF
    24	raw_tracepoint_writable	5.2	perfmon	-	-	tracing	CONFIG_BPF_EVENTS
    25	cgroup_sockopt	5.3	net_admin	-	-	network	CONFIG_CGROUP_BPF
    26	tracing	5.5	perfmon	5.7	5.10	tracing,btf-target	CONFIG_BPF_EVENTS
    27	struct_ops	5.6	perfmon	5.16	6.3	btf-target	CONFIG_BPF_JIT
    28	ext	5.6	perfmon+net_admin	-	-	btf-target	CONFIG_BPF_JIT
    29	lsm	5.7	perfmon	-	5.10	btf-target	CONFIG_BPF_LSM
    30	sk_lookup	5.9	bpf	5.13	-	network	CONFIG_INET
    31	syscall	5.14	bpf	5.14	5.14	-	-
    32	netfilter	6.4	net_admin	6.4	-	network	CONFIG_NETFILTER_BPF_LINK
    """
}
