public import BPF

/// Which helpers a program type may call.
public enum HelperTypes {
  /// The kernel that was asked. Types gain helpers with releases and hardly lose any: what it refuses to a type, older
  /// kernels refuse too.
  public static let kernel = KernelVersion(6, 18)
  /// The first release after it, of which the table says nothing.
  public static let end = KernelVersion(6, 19)

  /// Whether a program of a type may call a helper on `kernel`; nil where that was not asked: a type that the machine
  /// which was asked does not load, a helper that its configuration gives no type.
  public static func allows(_ helper: HelperID, in type: ProgramType) -> Bool? {
    guard let own = byType[type.name], let common = byType["all"], known.contains(helper) else { return nil }
    return own.contains(helper) || common.contains(helper)
  }

  /// By the type's word, and `all` for what every type may call.
  static let byType: [String: Set<HelperID>] = Dictionary(
    FactTable.rows(table, columns: 2) { (String($0[0]), helpers($0[1])) }, uniquingKeysWith: { $0.union($1) })

  private static let known: Set<HelperID> = byType.values.reduce(into: []) { $0.formUnion($1) }

  /// Numbers and ranges of them, joined by commas.
  private static func helpers(_ text: Substring) -> Set<HelperID> {
    var numbers: Set<HelperID> = []
    for part in text.split(separator: ",") {
      let ends = part.split(separator: "-").compactMap { UInt32($0) }
      guard let first = ends.first, let last = ends.last, first <= last else { continue }
      for number in first...last { numbers.insert(HelperID(rawValue: number)) }
    }
    return numbers
  }

  /// Type, helpers; a type may have several rows. Source: a load on 6.18 for each helper and type, under the GPL, with
  /// every attach type that loads: the verifier says `program of this type cannot use helper` of the others.
  static let table: StaticString = """
    all	1-3,5-8,12,14-17,22,35,37,42,55,80,87-89,93-94,105-106,109,112-115,117-118,120,123,125,130-134
    all	141,148-149,153-154,156-158,164-165,169-172,175-177,180-182,191,194-195,197-203,208-211
    socket_filter	25-26,46-47,68,122,136-140,160,178,196
    kprobe	4,25,27,45,67,173-174
    sched_cls	9-11,13,18-21,23-26,28-34,38-41,43,46-48,50,66,68-69,79,83-86,95-100,107-108,110,122,124
    sched_cls	135-140,151-152,155,160,163,178,192,196,204-207
    sched_act	9-11,13,18-21,23-26,28-34,38-41,43,46-48,50,66,68-69,79,83-86,95-100,107-108,110,122,124
    sched_act	135-140,151-152,155,160,163,178,192,196,204-207
    tracepoint	4,25,27,45,67,173-174
    xdp	23,25,28,44,51,54,65,69,84-86,99-100,110,136-140,160,163,178,188-190,196,204-207
    perf_event	4,25,27,45,56,67,119,173-174
    cgroup_skb	25-26,46-47,68,79,81,83-86,95-99,107-108,122,128-129,136-140,160,178,196
    cgroup_sock	25,46,81,107,122,160,186-187
    lwt_in	24-26,28,33-34,39,73,136-140,160,178,196
    lwt_out	24-26,28,33-34,39,136-140,160,178,196
    lwt_xmit	9-11,13,20-21,23-26,28-30,33-34,38-41,43,73,135-140,160,178,196
    sock_ops	25,46,49,53,57,59,70,81,96,107-108,122,136-140,142-144,160,178,196
    sk_skb	9,25-26,38-39,43,46-47,50,52,72,84-86,99,136-140,160,178,196
    cgroup_device	25,81,186-187
    sk_msg	25,60-63,71,90-91,107-108,122,136-140,160,178,196
    raw_tracepoint	4,25,27,45,67,173-174
    cgroup_sock_addr	25,46,49,57,64,81,84-86,99,107-108,122,136-140,160,178,186-187,196
    lwt_seg6local	24-26,28,33-34,39,74-76,136-140,160,178,196
    sk_reuseport	26,46,68,82,160
    flow_dissector	26,136-140,160,178,196
    cgroup_sysctl	25,81,101-104,160,186-187
    cgroup_sockopt	25,49,57,81,96,107-108,122,186-187
    sk_lookup	25,86,124,136-140,160,178,196
    """
}
