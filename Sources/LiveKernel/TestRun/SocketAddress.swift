import Glibc

/// An IPv4 or IPv6 address and a port.
struct SocketAddress: CustomStringConvertible {
  private enum Kind {
    case four(sockaddr_in)
    case six(sockaddr_in6)
  }

  private var kind: Kind

  /// From text; nil when it is no address.
  init?(_ text: String, port: UInt16) {
    var four = sockaddr_in()
    if unsafe inet_pton(AF_INET, text, &four.sin_addr) == 1 {
      four.sin_family = sa_family_t(AF_INET)
      four.sin_port = port.bigEndian
      kind = .four(four)
      return
    }
    var six = sockaddr_in6()
    guard unsafe inet_pton(AF_INET6, text, &six.sin6_addr) == 1 else { return nil }
    six.sin6_family = sa_family_t(AF_INET6)
    six.sin6_port = port.bigEndian
    kind = .six(six)
  }

  /// Where an IPv4 socket is bound.
  init?(of socket: CInt) {
    var four = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = unsafe withUnsafeMutablePointer(to: &four) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe getsockname(socket, $0, &size) }
    }
    guard result == 0 else { return nil }
    kind = .four(four)
  }

  /// Where a socket is connected to.
  init?(peerOf socket: CInt) {
    var six = sockaddr_in6()
    var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
    let result = unsafe withUnsafeMutablePointer(to: &six) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe getpeername(socket, $0, &size) }
    }
    guard result == 0 else { return nil }
    if six.sin6_family == sa_family_t(AF_INET6) {
      kind = .six(six)
    } else {
      kind = unsafe .four(withUnsafeBytes(of: &six) { unsafe $0.loadUnaligned(as: sockaddr_in.self) })
    }
  }

  var family: Int32 {
    switch kind {
    case .four: AF_INET
    case .six: AF_INET6
    }
  }

  /// Calls `body` with the address as system calls take it.
  func use<Value>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Value) -> Value {
    switch kind {
    case .four(var four):
      unsafe withUnsafePointer(to: &four) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          unsafe body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
    case .six(var six):
      unsafe withUnsafePointer(to: &six) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          unsafe body($0, socklen_t(MemoryLayout<sockaddr_in6>.size))
        }
      }
    }
  }

  var description: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let port: UInt16
    switch kind {
    case .four(var four):
      unsafe inet_ntop(AF_INET, &four.sin_addr, &text, socklen_t(text.count))
      port = four.sin_port
    case .six(var six):
      unsafe inet_ntop(AF_INET6, &six.sin6_addr, &text, socklen_t(text.count))
      port = six.sin6_port
    }
    let address = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return "\(address) \(UInt16(bigEndian: port))"
  }
}
