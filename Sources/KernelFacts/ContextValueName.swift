/// A name that headers have for a value of a context's field, such as `AF_INET` of `family`.
public struct ContextValueName: Hashable, Sendable {
  /// The name.
  public var name: String
  /// The value.
  public var value: Int32

  /// All names of a kind of value.
  static func all(of kind: String) -> [ContextValueName] { byKind[kind] ?? [] }

  private static let byKind: [String: [ContextValueName]] = {
    let rows = FactTable.rows(table, columns: 3) { fields in
      Int32(fields[2]).map { (kind: String(fields[0]), name: ContextValueName(name: String(fields[1]), value: $0)) }
    }
    return Dictionary(grouping: rows, by: \.kind).mapValues { $0.map(\.name) }
  }()

  /// kind, name, value. Source: include/linux/socket.h, include/uapi/linux/in.h, if_ether.h and netfilter.h.
  static let table: StaticString = """
    family	AF_INET	2
    family	AF_INET6	10
    protocol	IPPROTO_ICMP	1
    protocol	IPPROTO_TCP	6
    protocol	IPPROTO_UDP	17
    protocol	IPPROTO_ICMPV6	58
    protocol	IPPROTO_SCTP	132
    ethertype	ETH_P_IP	2048
    ethertype	ETH_P_IPV6	34525
    pf	NFPROTO_IPV4	2
    pf	NFPROTO_IPV6	10
    hook	NF_INET_PRE_ROUTING	0
    hook	NF_INET_LOCAL_IN	1
    hook	NF_INET_FORWARD	2
    hook	NF_INET_LOCAL_OUT	3
    hook	NF_INET_POST_ROUTING	4
    """
}
