/// What `BPF_PROG_TEST_RUN` takes for a program type, and what it gives back.
public struct TestRunFacts: Hashable, Sendable {
  /// What comes back.
  public enum Part: String, Sendable {
    /// The packet.
    case packet
    /// The context, in a buffer of its own.
    case context
    /// The context, written where the given one stands.
    case inPlace = "in-place"
    /// The context stands where other types have the packet.
    case asPacket = "as-packet"
    /// The kernel repeats a run and measures it.
    case repeats
  }

  /// The type.
  public var type: ProgramType
  /// The fewest and the most bytes of a packet, with pages of 4,096 bytes; nil where there is none.
  public var packetBytes: ClosedRange<Int>?
  /// The structure of the context; nil for arguments or bytes of the program's own.
  public var structure: String?
  /// The most bytes of a context.
  public var contextBytes: Int
  /// What comes back.
  public var parts: Set<Part>

  /// The facts of a type; nil for one that no kernel test-runs on inputs.
  public static func of(_ type: ProgramType) -> TestRunFacts? {
    FactTable.fields(of: type.name, in: table).flatMap(decode)
  }

  /// The fields of the context in which any number may stand, and which mean nothing to the kernel itself, in bytes.
  public var freeContextFields: [Range<Int>] {
    guard let structure else { return [] }
    return TestRunField.fields(of: structure).filter { $0.isSettable && Self.freeNames.contains($0.name) }
      .map { $0.offset..<$0.offset + $0.size }
  }

  private static let freeNames: Set<String> = [
    "mark", "priority", "cb", "tstamp", "family", "protocol", "remote_ip4", "remote_ip6", "remote_port", "local_ip4",
    "local_ip6", "local_port",
  ]

  /// All rows.
  static let all: [TestRunFacts] = FactTable.rows(table, columns: columns, decode: decode)

  private static let columns = 6

  private static func decode(_ fields: [Substring]) -> TestRunFacts? {
    guard fields.count == columns, let type = ProgramType(name: fields[0]), let context = Int(fields[4]) else {
      return nil
    }
    var packet: ClosedRange<Int>?
    if let least = Int(fields[1]), let most = Int(fields[2]), least <= most { packet = least...most }
    return TestRunFacts(
      type: type, packetBytes: packet, structure: fields[3] == "-" ? nil : String(fields[3]), contextBytes: context,
      parts: Set(fields[5].split(separator: ",").compactMap { Part(rawValue: String($0)) }))
  }

  /// type, packet from, packet to, context, its bytes, what comes back. Source: net/bpf/test_run.c of 6.12, measured on
  /// 6.1 and 6.18.
  static let table: StaticString = """
    socket_filter	14	3712	__sk_buff	192	packet,context,repeats
    sched_cls	14	3712	__sk_buff	192	packet,context,repeats
    sched_act	14	3712	__sk_buff	192	packet,context,repeats
    xdp	14	73152	xdp_md	24	packet,context,repeats
    cgroup_skb	14	3712	__sk_buff	192	packet,context,repeats
    lwt_in	14	3712	__sk_buff	192	packet,context,repeats
    lwt_out	14	3712	__sk_buff	192	packet,context,repeats
    lwt_xmit	14	3712	__sk_buff	192	packet,context,repeats
    lwt_seg6local	14	3712	__sk_buff	192	packet,context,repeats
    raw_tracepoint	-	-	-	96	-
    flow_dissector	14	4096	bpf_flow_keys	56	as-packet,repeats
    struct_ops	-	-	-	96	-
    sk_lookup	-	-	bpf_sk_lookup	72	context,repeats
    syscall	-	-	-	65535	in-place
    netfilter	20	3712	nf_hook_state	48	repeats
    """
}
