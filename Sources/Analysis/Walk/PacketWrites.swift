import KernelFacts

/// Who may write to a packet. Source: `may_access_direct_pkt_data` of kernel/bpf/verifier.c.
enum PacketWrites {
  /// Types that may only read it.
  private static let forbidden: Set<ProgramType> = [.lwtIn, .lwtOut, .lwtSeg6local, .flowDissector, .cgroupSkb]

  static func isForbidden(_ type: ProgramType?) -> Bool { type.map(forbidden.contains) ?? false }
}
