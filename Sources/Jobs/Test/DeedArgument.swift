import Findings
import Glibc

/// What an argument of a deed is, and what may be written for it.
public enum DeedArgument: Hashable, Sendable {
  case address
  case bytes
  case family
  case kind
  case level
  case map
  case milliseconds
  case name
  case option
  case path
  case port
  case text
  case times
  case value

  /// What is wrong with an argument, and what could be written instead.
  public struct Problem: Hashable, Sendable {
    /// What is wrong, in words.
    public var summary: String
    /// What to write.
    public var advice: String?
  }

  /// The word for it in messages.
  var word: String {
    switch self {
    case .address: "ADDRESS"
    case .bytes: "HEX"
    case .family: "inet|inet6"
    case .kind: "stream|dgram"
    case .level: "LEVEL"
    case .map: "MAP"
    case .milliseconds: "MILLISECONDS"
    case .name, .option: "NAME"
    case .path: "PATH"
    case .port: "PORT"
    case .text: "TEXT"
    case .times: "TIMES"
    case .value: "VALUE"
    }
  }

  /// Whether it may be left out.
  var isOptional: Bool { self == .map || self == .times }

  /// Names for numbers, as the headers have them (include/linux/socket.h, include/uapi/asm-generic/socket.h,
  /// include/uapi/linux/in.h and tcp.h).
  private var names: [String: Int] {
    switch self {
    case .family: ["inet": 2, "inet6": 10]
    case .kind: ["stream": 1, "dgram": 2]
    case .level: ["SOL_SOCKET": 1, "IPPROTO_IP": 0, "IPPROTO_TCP": 6, "IPPROTO_IPV6": 41]
    case .option:
      [
        "SO_MARK": 36, "SO_PRIORITY": 12, "SO_SNDBUF": 7, "SO_RCVBUF": 8, "SO_REUSEADDR": 2, "SO_KEEPALIVE": 9,
        "SO_REUSEPORT": 15, "IP_TOS": 1, "IP_TTL": 2, "TCP_NODELAY": 1, "TCP_KEEPIDLE": 4,
      ]
    default: [:]
    }
  }

  /// The number that a text stands for: by its name, decimal, or hexadecimal where names are not all there is; nil when it
  /// is none, or negative.
  public func number(_ text: String) -> Int? {
    if let known = names[text] { return known }
    guard self != .family, self != .kind else { return nil }
    let number = text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
    return number.flatMap { $0 >= 0 ? $0 : nil }
  }

  /// The bytes that pairs of hexadecimal digits stand for, spaces and colons between them; nil when they are none.
  public static func bytes(_ text: String) -> [UInt8]? {
    let digits = Array(text.utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: ":") })
    // A number's text may have a sign, a byte's may not.
    guard digits.count % 2 == 0, digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }) else { return nil }
    var bytes: [UInt8] = []
    for at in stride(from: 0, to: digits.count, by: 2) {
      guard let byte = UInt8(String(decoding: digits[at...at + 1], as: UTF8.self), radix: 16) else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  /// What is wrong with a text; nil when it may stand for the argument.
  func problem(_ text: String) -> Problem? {
    switch self {
    case .address:
      var bytes = in6_addr()
      let isAddress = unsafe inet_pton(AF_INET, text, &bytes) == 1 || inet_pton(AF_INET6, text, &bytes) == 1
      return isAddress
        ? nil
        : Problem(summary: "'\(text)' is no IPv4 or IPv6 address", advice: "write one such as 127.0.0.1 or ::1")
    case .bytes:
      return Self.bytes(text) == nil
        ? Problem(
          summary: "'\(text)' is no packet",
          advice: "write pairs of hexadecimal digits, or layers: packet: {eth: {}, ipv4: {}}") : nil
    case .port:
      let isPort = number(text).map { $0 <= 65_535 } ?? false
      return isPort ? nil : Problem(summary: "'\(text)' is no port: a number from 0 to 65,535")
    case .milliseconds, .times, .value:
      let what = self == .value ? "number" : self == .times ? "number of times" : "number of milliseconds"
      return number(text) == nil ? Problem(summary: "'\(text)' is no \(what)") : nil
    case .family, .kind, .level, .option:
      guard number(text) == nil else { return nil }
      let known = names.keys.sorted()
      let rest = self == .level || self == .option ? ", or a number" : ""
      return Problem(
        summary: "'\(text)' is no \(what)",
        advice: NearestName.to(text, among: known).map { "did you mean '\($0)'?" }
          ?? "write \(known.joined(separator: ", "))\(rest)")
    case .map, .name, .path, .text: return nil
    }
  }

  private var what: String {
    switch self {
    case .family: "family of sockets"
    case .kind: "kind of socket"
    case .level: "level of socket options that is known"
    default: "socket option that is known"
    }
  }
}
