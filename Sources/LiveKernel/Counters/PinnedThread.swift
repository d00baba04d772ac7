import CKernel
import Glibc

/// The calling thread bound to one processor: from `init` to the end, when it gets back the processors that it had.
/// Others' tasks and settings stay as they are.
struct PinnedThread: ~Copyable {
  /// The processor.
  let cpu: Int
  private let earlier: [UInt64]

  /// More processors than a kernel is built for.
  private static let most = 8192

  /// Binds the thread: to `cpu`, or to one that it may use - not the first, which serves most interrupts, where there is
  /// a choice. Kernels list the fastest of several kinds first: of them the last of the kind that `devices` lists first.
  init(to wanted: Int? = nil, devices: EventDevices = EventDevices()) throws(PinningError) {
    var mask = [UInt64](repeating: 0, count: Self.most / 64)
    let bytes = unsafe mask.withUnsafeMutableBytes { mask in
      assay_call(Int(__NR_sched_getaffinity), 0, mask.count, Int(bitPattern: mask.baseAddress), 0, 0)
    }
    guard bytes > 0 else { throw PinningError(cpu: wanted, code: Int32(truncatingIfNeeded: -bytes)) }
    let earlier = Array(mask.prefix(bytes / MemoryLayout<UInt64>.size))
    let cpu = wanted ?? Self.choice(of: Self.processors(earlier), devices: devices)
    guard cpu >= 0, cpu < earlier.count * 64 else { throw PinningError(cpu: cpu, code: EINVAL) }
    var one = [UInt64](repeating: 0, count: earlier.count)
    one[cpu / 64] = 1 << UInt64(cpu % 64)
    let result = Self.bind(one)
    guard result == 0 else { throw PinningError(cpu: cpu, code: Int32(truncatingIfNeeded: -result)) }
    self.cpu = cpu
    self.earlier = earlier
  }

  deinit { _ = Self.bind(earlier) }

  /// Lets the calling thread run on processors, a bit each. 0, or -errno.
  private static func bind(_ mask: [UInt64]) -> Int {
    unsafe mask.withUnsafeBytes { mask in
      assay_call(Int(__NR_sched_setaffinity), 0, mask.count, Int(bitPattern: mask.baseAddress), 0, 0)
    }
  }

  /// Which of the allowed processors a measuring thread takes.
  static func choice(of allowed: [Int], devices: EventDevices) -> Int {
    let kinds = devices.kinds.compactMap(\.cpus).sorted { ($0.numbers.first ?? 0) < ($1.numbers.first ?? 0) }
    for kind in kinds {
      if let last = allowed.last(where: { kind.contains($0) && $0 != 0 }) { return last }
    }
    return allowed.last ?? 0
  }

  private static func processors(_ mask: [UInt64]) -> [Int] {
    (0..<mask.count * 64).filter { mask[$0 / 64] >> UInt64($0 % 64) & 1 == 1 }
  }
}
