/// What the return values of a program mean, by its type.
public enum ReturnNames {
  /// One value.
  public struct Entry: Hashable, Sendable {
    /// The name, such as `XDP_DROP`.
    public var name: String
    /// The number, as a signed one where the type's values are signed.
    public var value: Int64
  }

  /// Whether a type's values are read as signed: -1 and not 4294967295. What a program returns is 32 bits wide.
  public static func isSigned(_ type: ProgramType) -> Bool { !unsigned.contains(type.name) }

  /// The names of a type's values, in their order; of several for a number, the one to show comes first. None for a type
  /// whose values are counts or errors.
  public static func entries(of type: ProgramType) -> [Entry] {
    rows.first { $0.types.contains(Substring(type.name)) }?.entries ?? []
  }

  /// A value as a type's programs mean it: `XDP_DROP (1)`, `-22`, `57`.
  public static func text(_ value: UInt32, of type: ProgramType) -> String {
    let number = isSigned(type) ? Int64(Int32(bitPattern: value)) : Int64(value)
    guard let entry = entries(of: type).first(where: { $0.value == number }) else { return String(number) }
    return "\(entry.name) (\(number))"
  }

  /// Types whose return is a verdict or a length: the kernel compares it unsigned. The others return 0 or -errno, or a
  /// signed verdict.
  private static let unsigned: Set<String> = [
    "xdp", "socket_filter", "sk_skb", "sk_msg", "sk_lookup", "sk_reuseport", "netfilter", "flow_dissector",
    "cgroup_skb",
    "cgroup_sock", "cgroup_sock_addr", "cgroup_device", "cgroup_sysctl", "cgroup_sockopt",
  ]

  struct Row {
    var types: [Substring]
    var entries: [Entry]
  }

  static let rows: [Row] = FactTable.rows(table, columns: 2) { fields in
    let entries = fields[1].split(separator: " ").compactMap { word -> Entry? in
      let halves = word.split(separator: "=")
      guard halves.count == 2, let value = Int64(halves[1]) else { return nil }
      return Entry(name: String(halves[0]), value: value)
    }
    return Row(types: fields[0].split(separator: ","), entries: entries)
  }

  /// types, names with values. Sources: include/uapi/linux/bpf.h (`enum xdp_action`, `enum tcx_action_base`,
  /// `enum sk_action`, `enum bpf_ret_code`), include/uapi/linux/pkt_cls.h (`TC_ACT_*`), include/uapi/linux/netfilter.h
  /// (`NF_*`; the verifier lets a program return these two). The kernel has no names for the verdicts of cgroup programs,
  /// 1 to let pass and 0 to refuse: `allow` and `deny` are Assay's.
  static let table: StaticString = """
    xdp	XDP_ABORTED=0 XDP_DROP=1 XDP_PASS=2 XDP_TX=3 XDP_REDIRECT=4
    sched_cls,sched_act	TC_ACT_UNSPEC=-1 TC_ACT_OK=0 TC_ACT_RECLASSIFY=1 TC_ACT_SHOT=2 TC_ACT_PIPE=3 TC_ACT_STOLEN=4 TC_ACT_QUEUED=5 TC_ACT_REPEAT=6 TC_ACT_REDIRECT=7 TC_ACT_TRAP=8 TCX_NEXT=-1 TCX_PASS=0 TCX_DROP=2 TCX_REDIRECT=7
    sk_skb,sk_msg,sk_lookup,sk_reuseport	SK_DROP=0 SK_PASS=1
    lwt_in,lwt_out,lwt_xmit,lwt_seg6local	BPF_OK=0 BPF_DROP=2 BPF_REDIRECT=7 BPF_LWT_REROUTE=128
    flow_dissector	BPF_OK=0 BPF_DROP=2 BPF_FLOW_DISSECTOR_CONTINUE=129
    netfilter	NF_DROP=0 NF_ACCEPT=1
    cgroup_skb,cgroup_sock,cgroup_sock_addr,cgroup_device,cgroup_sysctl,cgroup_sockopt	deny=0 allow=1
    """
}
