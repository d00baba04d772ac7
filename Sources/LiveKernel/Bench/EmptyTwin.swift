import BPF
import CKernel
import CLibbpf
import Glibc
import KernelFacts

/// Loads an empty program in the place of the one that libbpf hands to the kernel: of the same type, for the same place.
/// What it costs is what any program costs there.
struct EmptyTwin {
  /// The value that it must return.
  private let result: Int32

  /// A twin of a program that has this type.
  init(type: ProgramType, attachType: AttachType) { result = Self.result(type, attachType) }

  /// Loads it in the place of what libbpf made ready. A descriptor, or a negative error number.
  func load(_ load: assay_program_load) -> CInt {
    let instructions = Self.instructions(returning: result)
    return unsafe instructions.withUnsafeBytes { bytes in
      unsafe load.loadedWithoutLog { load, options in
        // They tell of the instructions that are not there.
        unsafe options.func_info = nil
        unsafe options.func_info_cnt = 0
        unsafe options.line_info = nil
        unsafe options.line_info_cnt = 0
        unsafe load.instructions = bytes.baseAddress
        unsafe load.count = instructions.count
      }
    }
  }

  /// `r0 = RESULT; exit` as the kernel reads it (include/uapi/linux/bpf.h): eight bytes each.
  private static func instructions(returning result: Int32) -> [UInt64] {
    let move: UInt64 = 0xb7
    let exit: UInt64 = 0x95
    return [(move | UInt64(UInt32(bitPattern: result)) << 32).littleEndian, exit.littleEndian]
  }

  /// A value that the type may return and that lets everything pass.
  private static func result(_ type: ProgramType, _ attachType: AttachType) -> Int32 {
    switch type {
    case .xdp: 2  // XDP_PASS
    case .cgroupSkb, .cgroupSock, .cgroupSockAddr, .cgroupSockopt, .cgroupSysctl, .cgroupDevice: 1
    case .skLookup, .skReuseport, .skMsg, .skSkb: 1  // SK_PASS
    case .netfilter: 1  // NF_ACCEPT
    default: attachType == .lsmCgroup ? 1 : 0
    }
  }
}
