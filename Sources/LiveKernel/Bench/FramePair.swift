import CProcess
import Glibc

/// A pair of interfaces in a network of their own, which the calling thread is in while this lives: a frame that is sent on
/// the near end arrives at the far one, in the same call as a rule.
final class FramePair {
  /// The interface that frames arrive at.
  static let farEnd = "assay1"
  private static let nearEnd = "assay0"

  private let network: OwnNetwork
  private let socket: FileDescriptor
  /// `struct sockaddr_ll` of include/uapi/linux/if_packet.h: family u16, protocol u16, interface i32, and what a frame that
  /// has its header does not need.
  private var place = [UInt8](repeating: 0, count: 20)
  private let frame = FramePair.datagram

  /// Makes it. Nil where that cannot be; `errno` says why.
  init?() {
    guard let network = Self.network() else {
      errno = EPERM
      return nil
    }
    self.network = network
    let code = unsafe assay_make_pair(Self.nearEnd, Self.farEnd)
    guard code == 0 else {
      errno = -code
      return nil
    }
    let raw = Glibc.socket(AF_PACKET, Int32(SOCK_RAW.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard raw >= 0 else { return nil }
    socket = FileDescriptor(adopting: raw)
    // SOL_PACKET, PACKET_QDISC_BYPASS: the queue of an interface that has just come up drops what it is given until a
    // worker of the kernel has seen the carrier.
    var one: Int32 = 1
    unsafe setsockopt(raw, 263, 20, &one, socklen_t(MemoryLayout<Int32>.size))
    unsafe withUnsafeBytes(of: UInt16(AF_PACKET)) { unsafe place.replaceSubrange(0..<2, with: $0) }
    unsafe withUnsafeBytes(of: if_nametoindex(Self.nearEnd)) { unsafe place.replaceSubrange(4..<8, with: $0) }
  }

  /// Sends a frame.
  func send() {
    unsafe place.withUnsafeBytes { bytes in
      unsafe bytes.withMemoryRebound(to: sockaddr.self) { address in
        unsafe _ = sendto(socket.raw, frame, frame.count, 0, address.baseAddress, socklen_t(bytes.count))
      }
    }
  }

  private static func network() -> OwnNetwork? {
    do throws(Refusal) { return try OwnNetwork() } catch { return nil }
  }

  /// A UDP datagram of 60 bytes from 192.0.2.1 to 192.0.2.2, ports 4000 and 53.
  private static var datagram: [UInt8] {
    let ethernet: [UInt8] = [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0]
    let ip: [UInt8] = [0x45, 0, 0, 46, 0, 0, 0, 0, 64, 17, 0xf6, 0xbb, 192, 0, 2, 1, 192, 0, 2, 2]
    let udp: [UInt8] = [0x0f, 0xa0, 0, 53, 0, 26, 0, 0]
    return ethernet + ip + udp + [UInt8](repeating: 0, count: 18)
  }
}
