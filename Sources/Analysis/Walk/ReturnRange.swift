import KernelFacts

/// What programs may return. Source: `check_return_code` of kernel/bpf/verifier.c, 5.10 to 6.18.
enum ReturnRange {
  /// What a verifier allows a program of a type and attach type on every kernel; nil where it allows anything, or where
  /// kernels differ.
  static func allowed(_ type: ProgramType, _ attach: AttachType?) -> ClosedRange<Int64>? {
    switch type {
    case .cgroupSock, .cgroupDevice, .cgroupSysctl, .cgroupSockopt, .sockOps, .skLookup, .netfilter: return 0...1
    case .cgroupSkb: return attach == .cgroupInetIngress ? 0...1 : 0...3
    case .cgroupSockAddr:
      switch attach {
      case .cgroupUdp4Recvmsg?, .cgroupUdp6Recvmsg?, .cgroupInet4Getpeername?, .cgroupInet6Getpeername?,
        .cgroupInet4Getsockname?, .cgroupInet6Getsockname?:
        return 1...1
      case .cgroupInet4Bind?, .cgroupInet6Bind?: return 0...3
      default: return 0...1
      }
    case .tracing:
      switch attach {
      case .traceFentry?, .traceFexit?: return 0...0
      case .traceIter?: return 0...1
      default: return nil
      }
    default: return nil
    }
  }
}
