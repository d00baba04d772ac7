import Glibc
import KernelFacts

/// The values of an array as memory of this process (`BPF_F_MMAPABLE`, since 5.5): written without a system call.
@safe final class MappedValues {
  /// `BPF_F_MMAPABLE` (include/uapi/linux/bpf.h).
  static let flag: UInt32 = 1 << 10

  private let memory: UnsafeMutableRawPointer
  private let length: Int
  /// Bytes of the values, each rounded up to 8 as the kernel does.
  let count: Int

  /// Nil where the kernel does not map them: values with locks or timers in them.
  init?(_ map: LoadedMap) {
    guard map.type == .array, map.flags & Self.flag != 0 else { return nil }
    let (count, overflow) = map.processorStride.multipliedReportingOverflow(by: map.maxEntries)
    guard !overflow, count > 0 else { return nil }
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let length = (count + page - 1) / page * page
    let memory = unsafe mmap(nil, length, PROT_READ | PROT_WRITE, MAP_SHARED, map.descriptor, 0)
    guard let memory = unsafe memory, unsafe memory != MAP_FAILED else { return nil }
    unsafe self.memory = memory
    self.length = length
    self.count = count
  }

  deinit { unsafe munmap(memory, length) }

  /// What they are.
  var bytes: [UInt8] { unsafe Array(UnsafeRawBufferPointer(start: memory, count: count)) }

  /// Makes them what the array says, which has as many bytes.
  func put(_ bytes: [UInt8]) {
    guard bytes.count == count else { return }
    unsafe bytes.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      unsafe memcpy(memory, start, count)
    }
  }
}
