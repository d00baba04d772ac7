import Foundation
import Glibc
import Project
import Synchronization

/// A line to QEMU's GDB stub: QEMU connects to a socket that waits for it.
final class DebugLine: Sendable {
  /// Where the socket is; nobody else finds a way in once QEMU has.
  let path: String
  private let listener: CInt
  private let connection = Mutex<CInt>(-1)

  /// Makes the socket. Nil where there can be none.
  init?() {
    path = LocalFile.join(FileManager.default.temporaryDirectory.path, ".assay-\(UUID().uuidString)")
    listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    let bytes = Array(path.utf8)
    address.sun_family = sa_family_t(AF_UNIX)
    let fits = unsafe withUnsafeMutableBytes(of: &address.sun_path) { room in
      guard bytes.count < room.count else { return false }
      unsafe room.copyBytes(from: bytes)
      return true
    }
    let isBound = unsafe withUnsafePointer(to: &address) { address in
      unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard listener >= 0, fits, isBound == 0, listen(listener, 1) == 0 else {
      if listener >= 0 { Glibc.close(listener) }
      return nil
    }
  }

  /// Waits for QEMU; false when it will not come.
  func accept() -> Bool {
    let raw = Glibc.accept(listener, nil, nil)
    unsafe unlink(path)
    guard raw >= 0 else { return false }
    _ = fcntl(raw, F_SETFD, FD_CLOEXEC)
    connection.withLock { $0 = raw }
    return true
  }

  /// Sends bytes; false when nobody takes them.
  func send(_ bytes: [UInt8]) -> Bool {
    let raw = connection.withLock(\.self)
    var at = 0
    while at < bytes.count {
      let count = unsafe bytes[at...].withUnsafeBytes {
        unsafe Glibc.send(raw, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      at += count
    }
    return true
  }

  /// The next bytes; empty when there will be none.
  func receive() -> [UInt8] {
    let raw = connection.withLock(\.self)
    return unsafe [UInt8](unsafeUninitializedCapacity: 4096) { room, count in
      var result = unsafe recv(raw, room.baseAddress, room.count, 0)
      while result < 0, errno == EINTR { result = unsafe recv(raw, room.baseAddress, room.count, 0) }
      count = max(result, 0)
    }
  }

  /// Ends what waits.
  func shut() {
    _ = shutdown(listener, Int32(SHUT_RDWR))
    let raw = connection.withLock(\.self)
    if raw >= 0 { _ = shutdown(raw, Int32(SHUT_RDWR)) }
  }

  deinit {
    Glibc.close(listener)
    unsafe unlink(path)
    let raw = connection.withLock(\.self)
    if raw >= 0 { Glibc.close(raw) }
  }
}
