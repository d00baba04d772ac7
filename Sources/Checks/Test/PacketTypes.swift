import BPFObject
import KernelFacts
import Packets

/// How packets of program types come back.
enum PacketTypes {
  /// Types whose programs start behind the Ethernet header: the kernel gives it back as zeros (net/bpf/test_run.c).
  static let startBehindEthernet: Set<ProgramType> = [
    .socketFilter, .cgroupSkb, .lwtIn, .lwtOut, .lwtXmit, .lwtSeg6local,
  ]

  /// A packet as a program left it: with the Ethernet header that was sent where the kernel blanks it.
  static func shown(_ received: [UInt8], sent: [UInt8], of program: Program?) -> [UInt8] {
    guard let type = program?.match?.programType, startBehindEthernet.contains(type) else { return received }
    return BlankEthernet.restored(received, from: sent)
  }
}
