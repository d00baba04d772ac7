import KernelFacts

/// What a read of a program's context gives.
enum ContextReads {
  enum Value: Hashable, Sendable {
    case number, packet, packetEnd
    /// A pointer, or a place that types differ about.
    case unfollowed
    /// No kernel allows it.
    case refused
  }

  /// Types whose context is a `struct __sk_buff` in which they find the packet.
  private static let packets: Set<ProgramType> = [.schedCls, .schedAct, .cgroupSkb, .lwtIn, .lwtOut, .lwtXmit, .skSkb]

  /// Source: include/uapi/linux/bpf.h, and the `is_valid_access` functions of net/core/filter.c and
  /// kernel/trace/bpf_trace.c.
  static func value(_ type: ProgramType?, at offset: Int64, _ size: Int) -> Value {
    guard let type else { return .unfollowed }
    switch type {
    case .xdp:
      // struct xdp_md: six words, the first three addresses.
      guard size == 4, (0..<24).contains(offset), offset % 4 == 0 else { return .refused }
      return offset == 0 ? .packet : offset == 4 ? .packetEnd : offset == 8 ? .unfollowed : .number
    case .socketFilter: return packetBuffer(at: offset, size, hasPacket: false)
    case _ where packets.contains(type): return packetBuffer(at: offset, size, hasPacket: true)
    case .kprobe, .tracepoint, .rawTracepoint: return .number
    // struct bpf_sock_addr: numbers, and a socket at the end.
    case .cgroupSockAddr: return offset + Int64(size) <= 60 ? .number : .unfollowed
    default: return .unfollowed
    }
  }

  /// Whether no kernel lets a program of a type write there. Source: the `is_valid_access` functions of
  /// net/core/filter.c, and that of tracepoints in kernel/trace/bpf_trace.c.
  static func refusesWrite(_ type: ProgramType?, at offset: Int64) -> Bool {
    switch type {
    case .xdp?, .tracepoint?, .rawTracepoint?: true
    // Of struct __sk_buff's first fields: mark, queue_mapping, priority, tc_index, cb, tc_classid.
    case .schedCls?, .schedAct?:
      (0..<80).contains(offset) && ![8, 12, 32, 44].contains(offset & ~3) && !(48..<68).contains(offset)
        && !(72..<76).contains(offset)
    case .cgroupSkb?: (0..<80).contains(offset) && ![8, 32].contains(offset & ~3) && !(48..<68).contains(offset)
    case .socketFilter?: (0..<80).contains(offset) && !(48..<68).contains(offset)
    default: false
    }
  }

  /// struct __sk_buff.
  private static func packetBuffer(at offset: Int64, _ size: Int, hasPacket: Bool) -> Value {
    guard offset >= 0, offset + Int64(size) <= 192, offset % Int64(size) == 0 else { return .refused }
    switch offset {
    case 76 where size == 4 && hasPacket: return .packet
    case 80 where size == 4 && hasPacket: return .packetEnd
    case 76..<84 where !hasPacket: return .refused
    case 0..<68 where size <= 4: return .number
    case 48..<68: return .number
    default: return .unfollowed
    }
  }
}
