import Findings

/// The section names of libbpf, up to 1.8, and what they mean.
public enum SectionTable {
  /// Every known name, in libbpf's order.
  public static let all: [SectionDefinition] = FactTable.rows(table, columns: columns, decode: decode)

  /// The definition of a name without target and mark.
  public static func definition(named name: some StringProtocol) -> SectionDefinition? { byName[String(name)] }

  private static let byName = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }

  private static let columns = 7

  private static func decode(_ fields: [Substring]) -> SectionDefinition? {
    guard fields.count == columns, let match = SectionDefinition.MatchKind(rawValue: String(fields[1])),
      let type = ProgramType(name: fields[2]),
      let libbpf = LibbpfVersion(fields[6])
    else { return nil }
    let words = fields[4] == "-" ? [] : fields[4].split(separator: ",")
    let flags = words.compactMap { SectionDefinition.Flags.words[String($0)] }
    guard flags.count == words.count else { return nil }
    return SectionDefinition(
      name: String(fields[0]), match: match, programType: type, attachType: AttachType(name: fields[3]),
      flags: SectionDefinition.Flags(flags), since: KernelVersion(fields[5]), libbpfSince: libbpf)
  }

  /// What a section name says, as libbpf 1.x reads it; nil when the name is not one of libbpf's.
  public static func match(_ section: some StringProtocol) -> SectionMatch? {
    let loadsByDefault = !section.utf8.starts(with: "?".utf8)
    let name = withoutMark(section)
    if let definition = definition(named: name) {
      return SectionMatch(definition: definition, target: nil, loadsByDefault: loadsByDefault)
    }
    guard let slash = name.utf8.firstIndex(of: UInt8(ascii: "/")), let definition = definition(named: name[..<slash]),
      definition.match == .withTarget
    else { return nil }
    let target = String(name[name.index(after: slash)...])
    return SectionMatch(
      definition: definition, target: target.isEmpty ? nil : target, loadsByDefault: loadsByDefault)
  }

  /// The name to write instead of one that libbpf before 1.0 took and 1.x refuses: `xdp_devmap/x` is `xdp/devmap` now,
  /// and names that only begin with a known one (`xdp_prog`, `classifier/ingress`, `kprobe_foo`) are no longer that one.
  /// Nil when the name is known, or was never one of libbpf's.
  public static func successor(of section: some StringProtocol) -> SectionDefinition? {
    guard match(section) == nil else { return nil }
    let name = withoutMark(section)
    for (old, new) in renamed where name.hasPrefix(old) { return definition(named: new) }
    return all.filter { $0.libbpfSince == LibbpfVersion(1, 0) && name.hasPrefix($0.name) }
      .max { $0.name.utf8.count < $1.name.utf8.count }
  }

  /// Up to three known names that are spelled almost like an unknown one, nearest first.
  public static func nearest(to section: some StringProtocol) -> [String] {
    let name = withoutMark(section)
    // A name this long is no slip of the pen.
    guard name.utf8.count <= 64 else { return [] }
    let head = name.utf8.firstIndex(of: UInt8(ascii: "/")).map { String(name[..<$0]) } ?? name
    // libbpf's names have no colon before the target: this is another loader's.
    guard !head.utf8.contains(UInt8(ascii: ":")) else { return [] }
    var scored: [(name: String, distance: Int)] = []
    for definition in all {
      let written = definition.match == .withTarget ? head : name
      let distance = NearestName.distance(written, definition.name)
      let tolerated = max(1, definition.name.utf8.count / 3)
      if distance > 0, distance <= tolerated { scored.append((definition.name, distance)) }
    }
    scored.sort { ($0.distance, $0.name) < ($1.distance, $1.name) }
    return scored.prefix(3).map { $0.name }
  }

  /// The name without the `?` that keeps libbpf from loading the program by itself.
  private static func withoutMark(_ section: some StringProtocol) -> String {
    let marked = section.utf8.starts(with: "?".utf8)
    return String(decoding: section.utf8.dropFirst(marked ? 1 : 0), as: UTF8.self)
  }

  /// Names of libbpf before 1.0 that are spelled differently now. Source: libbpf's 1.0 migration notes.
  private static let renamed = [("xdp_devmap", "xdp/devmap"), ("xdp_cpumap", "xdp/cpumap")]

  /// name, match, type, attach type, flags, since, libbpf. Source: libbpf's `section_defs` (src/libbpf.c) by release; the
  /// kernel is the later of the type's and the attach type's, or of the flag's (sleepable fentry 5.10, uprobe 6.0,
  /// iterator 5.18; XDP fragments 5.18).
  static let table: StaticString = """
    socket	exact	socket_filter	-	-	3.19	1.0
    sk_reuseport/migrate	exact	sk_reuseport	sk_reuseport_select_or_migrate	attachable	5.14	1.0
    sk_reuseport	exact	sk_reuseport	sk_reuseport_select	attachable	4.19	1.0
    kprobe	target	kprobe	-	-	4.1	1.0
    uprobe	target	kprobe	-	-	4.3	1.0
    uprobe.s	target	kprobe	-	sleepable	6.0	1.0
    kretprobe	target	kprobe	-	-	4.1	1.0
    uretprobe	target	kprobe	-	-	4.3	1.0
    uretprobe.s	target	kprobe	-	sleepable	6.0	1.0
    kprobe.multi	target	kprobe	trace_kprobe_multi	-	5.18	1.0
    kretprobe.multi	target	kprobe	trace_kprobe_multi	-	5.18	1.0
    kprobe.session	target	kprobe	trace_kprobe_session	-	6.10	1.5
    uprobe.multi	target	kprobe	trace_uprobe_multi	-	6.6	1.3
    uretprobe.multi	target	kprobe	trace_uprobe_multi	-	6.6	1.3
    uprobe.session	target	kprobe	trace_uprobe_session	-	6.13	1.6
    uprobe.multi.s	target	kprobe	trace_uprobe_multi	sleepable	6.6	1.3
    uretprobe.multi.s	target	kprobe	trace_uprobe_multi	sleepable	6.6	1.3
    uprobe.session.s	target	kprobe	trace_uprobe_session	sleepable	6.13	1.6
    ksyscall	target	kprobe	-	-	4.1	1.0
    kretsyscall	target	kprobe	-	-	4.1	1.0
    usdt	target	kprobe	-	usdt	4.3	1.0
    usdt.s	target	kprobe	-	sleepable,usdt	6.0	1.3
    tc/ingress	exact	sched_cls	tcx_ingress	-	6.6	1.3
    tc/egress	exact	sched_cls	tcx_egress	-	6.6	1.3
    tcx/ingress	exact	sched_cls	tcx_ingress	-	6.6	1.3
    tcx/egress	exact	sched_cls	tcx_egress	-	6.6	1.3
    tc	exact	sched_cls	-	-	4.1	1.0
    classifier	exact	sched_cls	-	-	4.1	1.0
    action	exact	sched_act	-	-	4.1	1.0
    netkit/primary	exact	sched_cls	netkit_primary	-	6.7	1.3
    netkit/peer	exact	sched_cls	netkit_peer	-	6.7	1.3
    tracepoint	target	tracepoint	-	-	4.7	1.0
    tp	target	tracepoint	-	-	4.7	1.0
    raw_tracepoint	target	raw_tracepoint	-	-	4.17	1.0
    raw_tp	target	raw_tracepoint	-	-	4.17	1.0
    raw_tracepoint.w	target	raw_tracepoint_writable	-	-	5.2	1.0
    raw_tp.w	target	raw_tracepoint_writable	-	-	5.2	1.0
    tp_btf	target	tracing	trace_raw_tp	btf-target	5.5	1.0
    fentry	target	tracing	trace_fentry	btf-target	5.5	1.0
    fmod_ret	target	tracing	modify_return	btf-target	5.7	1.0
    fexit	target	tracing	trace_fexit	btf-target	5.5	1.0
    fentry.s	target	tracing	trace_fentry	btf-target,sleepable	5.10	1.0
    fmod_ret.s	target	tracing	modify_return	btf-target,sleepable	5.10	1.0
    fexit.s	target	tracing	trace_fexit	btf-target,sleepable	5.10	1.0
    fsession	target	tracing	trace_fsession	btf-target	7.0	1.7
    fsession.s	target	tracing	trace_fsession	btf-target,sleepable	7.0	1.7
    fentry.multi	target	tracing	trace_fentry_multi	-	-	1.8
    fexit.multi	target	tracing	trace_fexit_multi	-	-	1.8
    fsession.multi	target	tracing	trace_fsession_multi	-	-	1.8
    fentry.multi.s	target	tracing	trace_fentry_multi	sleepable	-	1.8
    fexit.multi.s	target	tracing	trace_fexit_multi	sleepable	-	1.8
    fsession.multi.s	target	tracing	trace_fsession_multi	sleepable	-	1.8
    freplace	target	ext	-	btf-target	5.6	1.0
    lsm	target	lsm	lsm_mac	btf-target	5.7	1.0
    lsm.s	target	lsm	lsm_mac	btf-target,sleepable	5.10	1.0
    lsm_cgroup	target	lsm	lsm_cgroup	btf-target	6.0	1.0
    iter	target	tracing	trace_iter	btf-target	5.8	1.0
    iter.s	target	tracing	trace_iter	btf-target,sleepable	5.18	1.0
    syscall	exact	syscall	-	sleepable	5.14	1.0
    xdp.frags/devmap	exact	xdp	xdp_devmap	xdp-frags	5.18	1.0
    xdp/devmap	exact	xdp	xdp_devmap	attachable	5.8	1.0
    xdp.frags/cpumap	exact	xdp	xdp_cpumap	xdp-frags	5.18	1.0
    xdp/cpumap	exact	xdp	xdp_cpumap	attachable	5.9	1.0
    xdp.frags	exact	xdp	xdp	xdp-frags	5.18	1.0
    xdp	exact	xdp	xdp	attachable,optional	4.8	1.0
    perf_event	exact	perf_event	-	-	4.9	1.0
    lwt_in	exact	lwt_in	-	-	4.10	1.0
    lwt_out	exact	lwt_out	-	-	4.10	1.0
    lwt_xmit	exact	lwt_xmit	-	-	4.10	1.0
    lwt_seg6local	exact	lwt_seg6local	-	-	4.18	1.0
    sockops	exact	sock_ops	cgroup_sock_ops	attachable,optional	4.13	1.0
    sk_skb/stream_parser	exact	sk_skb	sk_skb_stream_parser	attachable,optional	4.14	1.0
    sk_skb/stream_verdict	exact	sk_skb	sk_skb_stream_verdict	attachable,optional	4.14	1.0
    sk_skb/verdict	exact	sk_skb	sk_skb_verdict	attachable,optional	5.13	1.0
    sk_skb	exact	sk_skb	-	-	4.14	1.0
    sk_msg	exact	sk_msg	sk_msg_verdict	attachable,optional	4.17	1.0
    lirc_mode2	exact	lirc_mode2	lirc_mode2	attachable,optional	4.18	1.0
    flow_dissector	exact	flow_dissector	flow_dissector	attachable,optional	4.20	1.0
    cgroup_skb/ingress	exact	cgroup_skb	cgroup_inet_ingress	attachable,optional	4.10	1.0
    cgroup_skb/egress	exact	cgroup_skb	cgroup_inet_egress	attachable,optional	4.10	1.0
    cgroup/skb	exact	cgroup_skb	-	-	4.10	1.0
    cgroup/sock_create	exact	cgroup_sock	cgroup_inet_sock_create	attachable	4.10	1.0
    cgroup/sock_release	exact	cgroup_sock	cgroup_inet_sock_release	attachable	5.9	1.0
    cgroup/sock	exact	cgroup_sock	cgroup_inet_sock_create	attachable,optional	4.10	1.0
    cgroup/post_bind4	exact	cgroup_sock	cgroup_inet4_post_bind	attachable	4.17	1.0
    cgroup/post_bind6	exact	cgroup_sock	cgroup_inet6_post_bind	attachable	4.17	1.0
    cgroup/bind4	exact	cgroup_sock_addr	cgroup_inet4_bind	attachable	4.17	1.0
    cgroup/bind6	exact	cgroup_sock_addr	cgroup_inet6_bind	attachable	4.17	1.0
    cgroup/connect4	exact	cgroup_sock_addr	cgroup_inet4_connect	attachable	4.17	1.0
    cgroup/connect6	exact	cgroup_sock_addr	cgroup_inet6_connect	attachable	4.17	1.0
    cgroup/connect_unix	exact	cgroup_sock_addr	cgroup_unix_connect	attachable	6.7	1.3
    cgroup/sendmsg4	exact	cgroup_sock_addr	cgroup_udp4_sendmsg	attachable	4.18	1.0
    cgroup/sendmsg6	exact	cgroup_sock_addr	cgroup_udp6_sendmsg	attachable	4.18	1.0
    cgroup/sendmsg_unix	exact	cgroup_sock_addr	cgroup_unix_sendmsg	attachable	6.7	1.3
    cgroup/recvmsg4	exact	cgroup_sock_addr	cgroup_udp4_recvmsg	attachable	5.2	1.0
    cgroup/recvmsg6	exact	cgroup_sock_addr	cgroup_udp6_recvmsg	attachable	5.2	1.0
    cgroup/recvmsg_unix	exact	cgroup_sock_addr	cgroup_unix_recvmsg	attachable	6.7	1.3
    cgroup/getpeername4	exact	cgroup_sock_addr	cgroup_inet4_getpeername	attachable	5.8	1.0
    cgroup/getpeername6	exact	cgroup_sock_addr	cgroup_inet6_getpeername	attachable	5.8	1.0
    cgroup/getpeername_unix	exact	cgroup_sock_addr	cgroup_unix_getpeername	attachable	6.7	1.3
    cgroup/getsockname4	exact	cgroup_sock_addr	cgroup_inet4_getsockname	attachable	5.8	1.0
    cgroup/getsockname6	exact	cgroup_sock_addr	cgroup_inet6_getsockname	attachable	5.8	1.0
    cgroup/getsockname_unix	exact	cgroup_sock_addr	cgroup_unix_getsockname	attachable	6.7	1.3
    cgroup/sysctl	exact	cgroup_sysctl	cgroup_sysctl	attachable	5.2	1.0
    cgroup/getsockopt	exact	cgroup_sockopt	cgroup_getsockopt	attachable	5.3	1.0
    cgroup/setsockopt	exact	cgroup_sockopt	cgroup_setsockopt	attachable	5.3	1.0
    cgroup/dev	exact	cgroup_device	cgroup_device	attachable,optional	4.15	1.0
    struct_ops	target	struct_ops	-	-	5.6	1.0
    struct_ops.s	target	struct_ops	-	sleepable	6.3	1.2
    sk_lookup	exact	sk_lookup	sk_lookup	attachable	5.9	1.0
    netfilter	exact	netfilter	netfilter	-	6.4	1.2
    """
}
