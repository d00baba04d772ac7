import Glibc

/// Owns the memory behind a `ByteRegion`: allocated or mapped, never written after init, freed once.
@safe final class ByteOwner: @unchecked Sendable {
  let base: UnsafeRawPointer
  let count: Int
  private let isMapped: Bool

  init(copying bytes: [UInt8]) {
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(bytes.count, 1), alignment: 16)
    unsafe bytes.withUnsafeBytes {
      unsafe memory.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(memory), byteCount: $0.count)
    }
    unsafe base = UnsafeRawPointer(memory)
    count = bytes.count
    isMapped = false
  }

  init(mapping path: String) throws(MappingError) {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw MappingError(operation: "open", path: path, code: errno) }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { throw MappingError(operation: "stat", path: path, code: errno) }
    let size = Int(status.st_size)
    if size > 0, let memory = unsafe mmap(nil, size, PROT_READ, MAP_PRIVATE, file, 0), unsafe memory != MAP_FAILED {
      unsafe base = UnsafeRawPointer(memory)
      count = size
      isMapped = true
      return
    }
    let memory = UnsafeMutableRawPointer.allocate(byteCount: max(size, 1), alignment: 16)
    var filled = 0
    while filled < size {
      let got = unsafe read(file, memory + filled, size - filled)
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else {
        let code = errno
        unsafe memory.deallocate()
        throw MappingError(operation: "read", path: path, code: code)
      }
      if got == 0 { break }
      filled += got
    }
    unsafe base = UnsafeRawPointer(memory)
    count = filled
    isMapped = false
  }

  deinit {
    if isMapped {
      unsafe munmap(UnsafeMutableRawPointer(mutating: base), count)
    } else {
      unsafe base.deallocate()
    }
  }
}
