import Foundation
import Glibc

/// Asks a server on this machine, with HTTP/1.0: what comes until it closes is the answer.
public enum LoopbackHTTP {
  /// What a server says.
  public struct Answer: Sendable {
    /// HTTP's number for how it went; 0 when what came is no answer.
    public let status: Int
    /// What follows the head.
    public let body: String
  }

  /// Nobody listens there, or the connection broke.
  public struct Unreachable: Error {
    /// The system's error number.
    public let code: Int32
  }

  /// Gets a page, or sends a body to it.
  /// - Parameter path: the path with all that HTTP wants escaped.
  public static func get(_ port: Int, _ path: String, sending body: String? = nil) throws -> Answer {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard socket >= 0 else { throw Unreachable(code: errno) }
    defer { close(socket) }
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    unsafe setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port)).bigEndian
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    let connected = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw Unreachable(code: errno) }
    var request = "\(body == nil ? "GET" : "POST") \(path) HTTP/1.0\r\nHost: 127.0.0.1\r\n"
    if let body {
      request += "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(body.utf8.count)\r\n"
    }
    let bytes = Array((request + "\r\n" + (body ?? "")).utf8)
    guard unsafe send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
      throw Unreachable(code: errno)
    }
    var answer: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe recv(socket, &piece, piece.count, 0)
      guard count >= 0 else { throw Unreachable(code: errno) }
      if count == 0 { break }
      answer += piece.prefix(count)
    }
    let text = String(decoding: answer, as: UTF8.self)
    let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
    let status = parts[0].split(separator: " ").dropFirst().first.flatMap { Int($0) }
    return Answer(status: status ?? 0, body: parts.count > 1 ? String(parts[1]) : "")
  }
}
