import Glibc
import Jobs

/// The memory of one run: objects in the kernel's, texts in this task's.
@safe final class CaseMemory {
  private let kernel: ContextMap?
  private let kernelAddress: UInt64
  private let user: UnsafeMutableRawPointer?
  private let links: [TestMemory.Link]

  /// Lays it out.
  /// - Parameters:
  ///   - kernel: the bytes of the kernel's part; empty for none.
  ///   - user: the bytes of the task's part; empty for none.
  init(kernel: [UInt8], user: [UInt8], links: [TestMemory.Link]) throws(Refusal) {
    self.links = links
    let map = kernel.isEmpty ? nil : try ContextMap("objects", size: kernel.count)
    self.kernel = map
    kernelAddress = try map?.address() ?? 0
    unsafe self.user = user.isEmpty ? nil : UnsafeMutableRawPointer.allocate(byteCount: user.count, alignment: 16)
    var kernelBytes = kernel
    var userBytes = user
    link(&kernelBytes, in: .kernel)
    link(&userBytes, in: .user)
    if let pointer = unsafe self.user {
      let room = unsafe UnsafeMutableRawBufferPointer(start: pointer, count: userBytes.count)
      unsafe room.copyBytes(from: userBytes)
    }
    try map?.write(kernelBytes)
  }

  deinit { unsafe user?.deallocate() }

  /// Puts the addresses in that pointers of a part lead to.
  func link(_ bytes: inout [UInt8], in place: TestMemory.Space) {
    for link in links where link.place == place {
      guard link.offset >= 0, link.offset <= bytes.count - 8 else { continue }
      let base: UInt64 =
        switch link.target {
        case .kernel: kernelAddress
        case .user: unsafe UInt64(UInt(bitPattern: user))
        case .context: 0
        }
      let address = base &+ UInt64(bitPattern: Int64(link.targetOffset))
      for index in 0..<8 { bytes[link.offset + index] = UInt8(truncatingIfNeeded: address >> (8 * index)) }
    }
  }
}
