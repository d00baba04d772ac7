import CKernel
import Glibc

/// Statistics of BPF programs, kept as long as this lives: a descriptor of `BPF_ENABLE_STATS`, as bpftop holds one. No
/// setting changes.
public struct HeldStatistics: ~Copyable {
  /// The descriptor.
  public let descriptor: CInt

  /// The kernel's refusal.
  public struct Refused: Error {
    /// The error number.
    public let code: CInt
  }

  /// Turns them on.
  public init() throws {
    // BPF_ENABLE_STATS takes the type of statistics: BPF_STATS_RUN_TIME (include/uapi/linux/bpf.h).
    var type: UInt32 = 0
    let result = unsafe withUnsafeMutableBytes(of: &type) {
      assay_call(Int(__NR_bpf), 32, Int(bitPattern: $0.baseAddress), $0.count, 0, 0)
    }
    guard result >= 0 else { throw Refused(code: CInt(clamping: -result)) }
    descriptor = CInt(clamping: result)
  }

  deinit { close(descriptor) }
}
