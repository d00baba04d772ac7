/// What the context of a program looks like: for objects whose BTF does not say it.
public struct ContextLayout: Hashable, Sendable {
  /// One field.
  public struct Field: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// The name of its type: `u8` to `u64`, `be16`, `be32`, `s32`, `ptr`.
    public var type: String
    /// How many elements it has; nil when it is no array.
    public var count: Int?
    /// Where it is, in bytes.
    public var offset: Int
    /// Which of the forms of a union it belongs to; nil outside of unions. Fields of different forms share bytes.
    public var form: Int?
    /// Names that headers have for its values; empty where it is a mere number.
    public var names: [ContextValueName]
  }

  /// The struct's name, such as `__sk_buff`.
  public var structure: String
  /// Its bytes.
  public var size: Int
  /// Its fields, by their places.
  public var fields: [Field]

  /// The structs that the table has.
  public static var structures: [String] { Set(rows.map(\.structure)).sorted() }

  /// The layout of a struct by name; nil for one that the table does not have.
  public static func of(_ structure: String) -> ContextLayout? {
    let rows = rows.filter { $0.structure == structure }
    guard let size = rows.map(\.size).max() else { return nil }
    return ContextLayout(structure: structure, size: size, fields: rows.map(\.field))
  }

  /// The struct that programs of a type get, and that a test run can give them; nil for types whose context is another
  /// one for each program, or none.
  public static func structure(of type: ProgramType) -> String? { structuresByType[type] }

  private static let structuresByType: [ProgramType: String] = [
    .xdp: "xdp_md", .socketFilter: "__sk_buff", .schedCls: "__sk_buff", .schedAct: "__sk_buff", .cgroupSkb: "__sk_buff",
    .lwtIn: "__sk_buff", .lwtOut: "__sk_buff", .lwtXmit: "__sk_buff", .lwtSeg6local: "__sk_buff",
    .flowDissector: "bpf_flow_keys", .skLookup: "bpf_sk_lookup", .netfilter: "nf_hook_state",
  ]

  struct Row: Hashable {
    var structure: String
    var size: Int
    var field: Field
  }

  static let rows: [Row] = FactTable.rows(table, columns: 7) { fields in
    guard let size = Int(fields[1]), let offset = Int(fields[4]), fields[5] == "-" || Int(fields[5]) != nil else {
      return nil
    }
    let type = fields[3].split(separator: ":")
    return Row(
      structure: String(fields[0]), size: size,
      field: Field(
        name: String(fields[2]), type: String(type[0]), count: Int(fields[5]), offset: offset, form: Int(fields[6]),
        names: type.count == 2 ? ContextValueName.all(of: String(type[1])) : []))
  }

  /// structure, its size, field, type (and what names its values have), offset, elements, form of a union. Source: include/uapi/linux/bpf.h as of 6.12, and
  /// include/linux/netfilter.h for `nf_hook_state`. A flow dissector's test run gives `bpf_flow_keys` back, and takes one
  /// of which only `flags` counts (net/bpf/test_run.c).
  static let table: StaticString = """
    xdp_md	24	data	u32	0	-	-
    xdp_md	24	data_end	u32	4	-	-
    xdp_md	24	data_meta	u32	8	-	-
    xdp_md	24	ingress_ifindex	u32	12	-	-
    xdp_md	24	rx_queue_index	u32	16	-	-
    xdp_md	24	egress_ifindex	u32	20	-	-
    __sk_buff	192	len	u32	0	-	-
    __sk_buff	192	pkt_type	u32	4	-	-
    __sk_buff	192	mark	u32	8	-	-
    __sk_buff	192	queue_mapping	u32	12	-	-
    __sk_buff	192	protocol	u32	16	-	-
    __sk_buff	192	vlan_present	u32	20	-	-
    __sk_buff	192	vlan_tci	u32	24	-	-
    __sk_buff	192	vlan_proto	u32	28	-	-
    __sk_buff	192	priority	u32	32	-	-
    __sk_buff	192	ingress_ifindex	u32	36	-	-
    __sk_buff	192	ifindex	u32	40	-	-
    __sk_buff	192	tc_index	u32	44	-	-
    __sk_buff	192	cb	u32	48	5	-
    __sk_buff	192	hash	u32	68	-	-
    __sk_buff	192	tc_classid	u32	72	-	-
    __sk_buff	192	data	u32	76	-	-
    __sk_buff	192	data_end	u32	80	-	-
    __sk_buff	192	napi_id	u32	84	-	-
    __sk_buff	192	family	u32:family	88	-	-
    __sk_buff	192	remote_ip4	be32	92	-	-
    __sk_buff	192	local_ip4	be32	96	-	-
    __sk_buff	192	remote_ip6	be32	100	4	-
    __sk_buff	192	local_ip6	be32	116	4	-
    __sk_buff	192	remote_port	u32	132	-	-
    __sk_buff	192	local_port	u32	136	-	-
    __sk_buff	192	data_meta	u32	140	-	-
    __sk_buff	192	flow_keys	ptr	144	-	-
    __sk_buff	192	tstamp	u64	152	-	-
    __sk_buff	192	wire_len	u32	160	-	-
    __sk_buff	192	gso_segs	u32	164	-	-
    __sk_buff	192	sk	ptr	168	-	-
    __sk_buff	192	gso_size	u32	176	-	-
    __sk_buff	192	tstamp_type	u8	180	-	-
    __sk_buff	192	hwtstamp	u64	184	-	-
    bpf_flow_keys	56	nhoff	u16	0	-	-
    bpf_flow_keys	56	thoff	u16	2	-	-
    bpf_flow_keys	56	addr_proto	u16:ethertype	4	-	-
    bpf_flow_keys	56	is_frag	u8	6	-	-
    bpf_flow_keys	56	is_first_frag	u8	7	-	-
    bpf_flow_keys	56	is_encap	u8	8	-	-
    bpf_flow_keys	56	ip_proto	u8:protocol	9	-	-
    bpf_flow_keys	56	n_proto	be16	10	-	-
    bpf_flow_keys	56	sport	be16	12	-	-
    bpf_flow_keys	56	dport	be16	14	-	-
    bpf_flow_keys	56	ipv4_src	be32	16	-	1
    bpf_flow_keys	56	ipv4_dst	be32	20	-	1
    bpf_flow_keys	56	ipv6_src	be32	16	4	2
    bpf_flow_keys	56	ipv6_dst	be32	32	4	2
    bpf_flow_keys	56	flags	u32	48	-	-
    bpf_flow_keys	56	flow_label	be32	52	-	-
    bpf_sk_lookup	72	sk	ptr	0	-	1
    bpf_sk_lookup	72	cookie	u64	0	-	2
    bpf_sk_lookup	72	family	u32:family	8	-	-
    bpf_sk_lookup	72	protocol	u32:protocol	12	-	-
    bpf_sk_lookup	72	remote_ip4	be32	16	-	-
    bpf_sk_lookup	72	remote_ip6	be32	20	4	-
    bpf_sk_lookup	72	remote_port	be16	36	-	-
    bpf_sk_lookup	72	local_ip4	be32	40	-	-
    bpf_sk_lookup	72	local_ip6	be32	44	4	-
    bpf_sk_lookup	72	local_port	u32	60	-	-
    bpf_sk_lookup	72	ingress_ifindex	u32	64	-	-
    nf_hook_state	48	hook	u8:hook	0	-	-
    nf_hook_state	48	pf	u8:pf	1	-	-
    nf_hook_state	48	in	ptr	8	-	-
    nf_hook_state	48	out	ptr	16	-	-
    nf_hook_state	48	sk	ptr	24	-	-
    nf_hook_state	48	net	ptr	32	-	-
    nf_hook_state	48	okfn	ptr	40	-	-
    """
}
