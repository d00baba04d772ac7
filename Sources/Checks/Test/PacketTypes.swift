import KernelFacts

/// How packets of program types come back.
enum PacketTypes {
  /// Types whose programs start behind the Ethernet header: the kernel gives it back as zeros (net/bpf/test_run.c).
  static let startBehindEthernet: Set<ProgramType> = [
    .socketFilter, .cgroupSkb, .lwtIn, .lwtOut, .lwtXmit, .lwtSeg6local,
  ]
}
