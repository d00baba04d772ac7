import CLibbpf
import Glibc

/// An array map of one value whose bytes programs write and this process reads in place (`BPF_F_MMAPABLE`, since 5.5).
@safe final class MarkMap {
  /// Marks.
  let count: Int
  private let map: FileDescriptor
  private let memory: UnsafeMutableRawPointer
  private let length: Int

  /// `BPF_F_MMAPABLE` (include/uapi/linux/bpf.h).
  private static let mappable: UInt32 = 1 << 10

  /// What instructions name it by.
  var descriptor: CInt { map.raw }

  /// A map of so many marks, none of which is set.
  init(count: Int) throws(KernelError) {
    var options = bpf_map_create_opts()
    options.sz = MemoryLayout<bpf_map_create_opts>.size
    options.map_flags = Self.mappable
    let size = (max(count, 1) + 7) / 8 * 8
    let made = unsafe bpf_map_create(BPF_MAP_TYPE_ARRAY, "marks", 4, UInt32(size), 1, &options)
    guard made >= 0 else { throw KernelError(.createMap, "marks of \(size) bytes", code: -made) }
    let map = FileDescriptor(adopting: made)
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let length = (size + page - 1) / page * page
    let memory = unsafe mmap(nil, length, PROT_READ | PROT_WRITE, MAP_SHARED, map.raw, 0)
    guard let memory = unsafe memory, unsafe memory != MAP_FAILED else {
      throw KernelError(.mapValue, "marks of \(size) bytes", code: errno)
    }
    self.map = map
    unsafe self.memory = memory
    self.length = length
    self.count = count
  }

  deinit { unsafe munmap(memory, length) }

  /// The marks; whoever reads them begins anew.
  func take() -> [UInt8] {
    let marks = unsafe Array(UnsafeRawBufferPointer(start: memory, count: count))
    unsafe memset(memory, 0, count)
    return marks
  }

  /// Moves the marks to a place in an array.
  func take(into marks: inout [UInt8], at place: Int) {
    unsafe marks.withUnsafeMutableBytes { marks in
      guard place >= 0, place + count <= marks.count, let start = marks.baseAddress else { return }
      unsafe memcpy(start + place, memory, count)
    }
    unsafe memset(memory, 0, count)
  }
}
