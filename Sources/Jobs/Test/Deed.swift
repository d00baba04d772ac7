/// What a worker can do so that attached programs run, by the name that a test file calls it.
public enum Deed: String, CaseIterable, Sendable {
  case bind
  case connect
  case exchange
  case exec
  case getppid
  case getsockopt
  case iterate
  case listen
  case mkdir
  case open
  case packet
  case read
  case send
  case setsockopt
  case sleep
  case socket
  case spin
  case sysctl
  case unlink
  case write

  /// What its arguments are, in their order; in brackets what may be left out.
  public var arguments: [String] {
    switch self {
    case .bind, .connect, .listen: ["ADDRESS", "PORT"]
    case .exchange: ["TEXT"]
    case .exec: []
    case .getppid: ["[TIMES]"]
    case .getsockopt: ["LEVEL", "NAME"]
    case .iterate: ["[MAP]"]
    case .mkdir, .open, .read, .unlink: ["PATH"]
    case .packet: ["HEX"]
    case .send: ["ADDRESS", "PORT", "TEXT"]
    case .setsockopt: ["LEVEL", "NAME", "VALUE"]
    case .sleep, .spin: ["MILLISECONDS"]
    case .socket: ["inet|inet6", "stream|dgram"]
    case .sysctl: ["NAME"]
    case .write: ["PATH", "TEXT"]
    }
  }

  /// Whether it takes so many arguments.
  public func takes(_ count: Int) -> Bool {
    (arguments.count { !$0.hasPrefix("[") }...arguments.count).contains(count)
  }

  /// As a test file has it: `connect: [ADDRESS, PORT]`.
  public var usage: String {
    let names = arguments.map { $0.trimmingBrackets }
    return "\(rawValue): \(names.count == 1 && takes(1) && !takes(0) ? names[0] : "[\(names.joined(separator: ", "))]")"
  }
}

extension String {
  fileprivate var trimmingBrackets: String { hasPrefix("[") ? String(dropFirst().dropLast()) : self }
}
