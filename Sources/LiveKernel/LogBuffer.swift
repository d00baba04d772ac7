import Glibc

/// Memory for the verifier's log: address space for the longest log anyone asks for, pages only for what was written.
///
/// One buffer serves all loads, so that libbpf's own pointer to it stays good when a load is made again with a longer
/// log. It grows by being offered in full: no load is repeated only because its log was longer than thought.
@safe final class LogBuffer {
  /// Bytes of the rotating log (since 6.4): its tail holds the path that failed.
  static let tail = 16 << 20
  /// The most that is kept of any log. A million instructions at level 2 take 140 MB.
  static let whole = 256 << 20

  /// Where it begins; libbpf is given this.
  let start: UnsafeMutablePointer<CChar>
  /// Bytes that may be offered to a load.
  let capacity: Int

  /// Reserves the address space; a process with a limit on it gets the first of the smaller buffers that fits.
  init(capacities: [Int] = [whole, tail, 1 << 20]) throws(KernelError) {
    for capacity in capacities {
      let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
      let memory = unsafe mmap(nil, capacity, PROT_READ | PROT_WRITE, flags, -1, 0)
      guard let memory = unsafe memory, unsafe memory != MAP_FAILED else { continue }
      unsafe start = memory.assumingMemoryBound(to: CChar.self)
      self.capacity = capacity
      return
    }
    throw KernelError(.mapMemory, "of \(capacities.last ?? 0) bytes", code: errno)
  }

  deinit { unsafe munmap(start, capacity) }

  /// Makes it an empty log again and gives back what a long one took.
  func clear() {
    unsafe start[0] = 0
    let kept = 1 << 20
    guard capacity > kept else { return }
    unsafe madvise(start + kept, capacity - kept, MADV_DONTNEED)
  }

  /// The log: the bytes before the first zero.
  var bytes: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(start: start, count: strnlen(start, capacity)) }
}
