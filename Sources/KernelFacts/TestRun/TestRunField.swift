/// A field of a context that a test run is given.
struct TestRunField: Hashable, Sendable {
  /// The structure.
  var structure: String
  /// The field.
  var name: String
  /// Where it is, in bytes.
  var offset: Int
  /// Its bytes.
  var size: Int
  /// Whether it may be something other than 0.
  var isSettable: Bool

  /// All rows.
  static let all: [TestRunField] = FactTable.rows(table, columns: 5, decode: decode)

  /// The fields of a structure, in order.
  static func fields(of structure: String) -> [TestRunField] {
    all.filter { $0.structure == structure }
  }

  private static func decode(_ fields: [Substring]) -> TestRunField? {
    guard let offset = Int(fields[2]), let size = Int(fields[3]) else { return nil }
    return TestRunField(
      structure: String(fields[0]), name: String(fields[1]), offset: offset, size: size, isSettable: fields[4] == "set")
  }

  /// structure, field, offset, size, set or 0. Sources: include/uapi/linux/bpf.h, include/linux/netfilter.h;
  /// net/bpf/test_run.c of 6.12: `convert___skb_to_skb`, `xdp_convert_md_to_buff`, `verify_user_bpf_flow_keys`,
  /// `bpf_prog_test_run_sk_lookup`, `verify_and_copy_hook_state`.
  static let table: StaticString = """
    __sk_buff	len	0	4	0
    __sk_buff	pkt_type	4	4	0
    __sk_buff	mark	8	4	set
    __sk_buff	queue_mapping	12	4	0
    __sk_buff	protocol	16	4	0
    __sk_buff	vlan_present	20	4	0
    __sk_buff	vlan_tci	24	4	0
    __sk_buff	vlan_proto	28	4	0
    __sk_buff	priority	32	4	set
    __sk_buff	ingress_ifindex	36	4	set
    __sk_buff	ifindex	40	4	set
    __sk_buff	tc_index	44	4	0
    __sk_buff	cb	48	20	set
    __sk_buff	hash	68	4	0
    __sk_buff	tc_classid	72	4	0
    __sk_buff	data	76	4	0
    __sk_buff	data_end	80	4	0
    __sk_buff	napi_id	84	4	0
    __sk_buff	family	88	4	0
    __sk_buff	remote_ip4	92	4	0
    __sk_buff	local_ip4	96	4	0
    __sk_buff	remote_ip6	100	16	0
    __sk_buff	local_ip6	116	16	0
    __sk_buff	remote_port	132	4	0
    __sk_buff	local_port	136	4	0
    __sk_buff	data_meta	140	4	0
    __sk_buff	flow_keys	144	8	0
    __sk_buff	tstamp	152	8	set
    __sk_buff	wire_len	160	4	set
    __sk_buff	gso_segs	164	4	set
    __sk_buff	sk	168	8	0
    __sk_buff	gso_size	176	4	set
    __sk_buff	tstamp_type	180	1	0
    __sk_buff	hwtstamp	184	8	set
    xdp_md	data	0	4	set
    xdp_md	data_end	4	4	set
    xdp_md	data_meta	8	4	0
    xdp_md	ingress_ifindex	12	4	set
    xdp_md	rx_queue_index	16	4	set
    xdp_md	egress_ifindex	20	4	0
    bpf_flow_keys	nhoff	0	2	0
    bpf_flow_keys	thoff	2	2	0
    bpf_flow_keys	addr_proto	4	2	0
    bpf_flow_keys	is_frag	6	1	0
    bpf_flow_keys	is_first_frag	7	1	0
    bpf_flow_keys	is_encap	8	1	0
    bpf_flow_keys	ip_proto	9	1	0
    bpf_flow_keys	n_proto	10	2	0
    bpf_flow_keys	sport	12	2	0
    bpf_flow_keys	dport	14	2	0
    bpf_flow_keys	addresses	16	32	0
    bpf_flow_keys	flags	48	4	set
    bpf_flow_keys	flow_label	52	4	0
    bpf_sk_lookup	cookie	0	8	set
    bpf_sk_lookup	family	8	4	set
    bpf_sk_lookup	protocol	12	4	set
    bpf_sk_lookup	remote_ip4	16	4	set
    bpf_sk_lookup	remote_ip6	20	16	set
    bpf_sk_lookup	remote_port	36	2	set
    bpf_sk_lookup	local_ip4	40	4	set
    bpf_sk_lookup	local_ip6	44	16	set
    bpf_sk_lookup	local_port	60	4	set
    bpf_sk_lookup	ingress_ifindex	64	4	0
    nf_hook_state	hook	0	1	set
    nf_hook_state	pf	1	1	set
    nf_hook_state	in	8	8	0
    nf_hook_state	out	16	8	0
    nf_hook_state	sk	24	8	0
    nf_hook_state	net	32	8	0
    nf_hook_state	okfn	40	8	0
    """
}
