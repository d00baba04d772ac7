/// Bytes at an address that stays, for the kernel to read or write.
@safe struct PinnedBytes: ~Copyable {
  private let buffer: UnsafeMutableRawBufferPointer

  /// A copy of bytes.
  init(_ bytes: [UInt8]) {
    self.init(zeros: bytes.count)
    unsafe buffer.copyBytes(from: bytes)
  }

  /// Zeros.
  init(zeros count: Int) {
    unsafe buffer = .allocate(byteCount: max(count, 8), alignment: 8)
    unsafe buffer.initializeMemory(as: UInt8.self, repeating: 0)
  }

  /// Bytes that nobody has written yet, but for the first: a large log costs only what is written of it.
  init(unwritten count: Int) {
    unsafe buffer = .allocate(byteCount: max(count, 8), alignment: 8)
    unsafe buffer[0] = 0
  }

  deinit { unsafe buffer.deallocate() }

  /// Where they are.
  var address: UInt64 { UInt64(UInt(bitPattern: unsafe buffer.baseAddress)) }

  /// What is there now.
  var array: [UInt8] { unsafe Array(buffer) }

  /// What is there up to the first NUL.
  var text: [UInt8] {
    let end = unsafe buffer.firstIndex(of: 0) ?? buffer.count
    return unsafe Array(buffer[..<end])
  }
}
