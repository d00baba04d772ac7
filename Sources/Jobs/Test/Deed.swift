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

  /// What its arguments are, in their order.
  public var arguments: [DeedArgument] {
    switch self {
    case .bind, .connect, .listen: [.address, .port]
    case .exchange: [.text]
    case .exec: []
    case .getppid: [.times]
    case .getsockopt: [.level, .option]
    case .iterate: [.map]
    case .mkdir, .open, .read, .unlink: [.path]
    case .packet: [.bytes]
    case .send: [.address, .port, .text]
    case .setsockopt: [.level, .option, .value]
    case .sleep, .spin: [.milliseconds]
    case .socket: [.family, .kind]
    case .sysctl: [.name]
    case .write: [.path, .text]
    }
  }

  /// Whether it takes so many arguments.
  public func takes(_ count: Int) -> Bool {
    (arguments.count { !$0.isOptional }...arguments.count).contains(count)
  }

  /// What is wrong with its arguments, as many as it takes, and which one is; nil when it can be done with them.
  public func problem(with texts: [String]) -> (index: Int, problem: DeedArgument.Problem)? {
    for (index, (argument, text)) in zip(arguments, texts).enumerated() {
      if let problem = argument.problem(text) { return (index, problem) }
    }
    return nil
  }

  /// As a test file has it: `connect: [ADDRESS, PORT]`.
  public var usage: String {
    let names = arguments.map(\.word)
    return "\(rawValue): \(names.count == 1 && takes(1) && !takes(0) ? names[0] : "[\(names.joined(separator: ", "))]")"
  }
}
