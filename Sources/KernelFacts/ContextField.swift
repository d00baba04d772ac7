/// A field of a program's context that later kernels brought.
public struct ContextField: Hashable, Sendable {
  /// The context's struct, such as `__sk_buff`.
  public var structure: String
  /// The field.
  public var name: String
  /// Where it is, in bytes.
  public var offset: Int
  /// Its bytes.
  public var size: Int
  /// The first kernel that has it.
  public var since: KernelVersion

  /// The field of a type's context that a byte belongs to; nil for a byte of a field that the table does not have, which
  /// are those of the context's first kernel.
  public static func of(_ type: ProgramType, at offset: Int) -> ContextField? {
    guard let structure = structures[type] else { return nil }
    return all.first { $0.structure == structure && ($0.offset..<$0.offset + $0.size).contains(offset) }
  }

  /// The context that programs of a type are given.
  private static let structures: [ProgramType: String] = [
    .xdp: "xdp_md", .socketFilter: "__sk_buff", .schedCls: "__sk_buff", .schedAct: "__sk_buff", .cgroupSkb: "__sk_buff",
    .lwtIn: "__sk_buff", .lwtOut: "__sk_buff", .lwtXmit: "__sk_buff", .skSkb: "__sk_buff", .sockOps: "bpf_sock_ops",
    .skLookup: "bpf_sk_lookup", .skReuseport: "sk_reuseport_md", .cgroupSockAddr: "bpf_sock_addr", .skMsg: "sk_msg_md",
  ]

  /// All fields.
  static let all: [ContextField] = FactTable.rows(table, columns: 5) { fields in
    guard let offset = Int(fields[2]), let size = Int(fields[3]), let since = KernelVersion(fields[4]) else {
      return nil
    }
    return ContextField(
      structure: String(fields[0]), name: String(fields[1]), offset: offset, size: size, since: since)
  }

  /// structure, field, offset, size, since. Source: include/uapi/linux/bpf.h by release.
  static let table: StaticString = """
    __sk_buff	data_meta	140	4	4.15
    __sk_buff	flow_keys	144	8	4.20
    __sk_buff	tstamp	152	8	5.0
    __sk_buff	wire_len	160	4	5.0
    __sk_buff	gso_segs	164	4	5.1
    __sk_buff	sk	168	8	5.1
    __sk_buff	gso_size	176	4	5.7
    __sk_buff	tstamp_type	180	1	5.18
    __sk_buff	hwtstamp	184	8	5.16
    xdp_md	data_meta	8	4	4.15
    xdp_md	ingress_ifindex	12	4	4.16
    xdp_md	rx_queue_index	16	4	4.16
    xdp_md	egress_ifindex	20	4	5.8
    bpf_sock_ops	sk	184	8	5.3
    bpf_sock_ops	skb_data	192	8	5.10
    bpf_sock_ops	skb_data_end	200	8	5.10
    bpf_sock_ops	skb_len	208	4	5.10
    bpf_sock_ops	skb_tcp_flags	212	4	5.10
    bpf_sk_lookup	ingress_ifindex	64	4	5.17
    sk_reuseport_md	sk	40	8	5.14
    sk_reuseport_md	migrating_sk	48	8	5.14
    bpf_sock_addr	sk	64	8	5.3
    sk_msg_md	size	68	4	5.0
    sk_msg_md	sk	72	8	5.8
    """
}
