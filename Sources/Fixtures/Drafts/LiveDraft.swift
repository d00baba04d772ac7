import BPFObject
import KernelFacts

/// What is done so that a program that only runs attached has something to run on.
enum LiveDraft {
  /// The deeds for a program, each a mapping in a line; nil for one that cannot be attached by itself.
  static func deeds(for program: Program, of type: ProgramType) -> [String]? {
    switch type {
    case .tracing where program.match?.attachType == .traceIter:
      return [program.match?.target == "bpf_map_elem" ? "iterate: MAP" : "iterate: []"]
    case .kprobe, .tracepoint, .tracing, .lsm, .rawTracepointWritable:
      let target = (program.match?.target ?? program.section).lowercased()
      return traced.first { row in row.words.contains { target.contains($0) } }?.deeds ?? [command]
    default: return ofType[type]
    }
  }

  private static let command = "command: [/bin/true]"
  private static let connection = ["listen: [127.0.0.1, 8080]", "connect: [127.0.0.1, 8080]"]
  private static let exchange = "exchange: hello"

  private static let ofType: [ProgramType: [String]] = [
    .perfEvent: ["spin: 100"],
    .sockOps: [exchange], .skMsg: [exchange], .skSkb: [exchange],
    .skReuseport: ["send: [127.0.0.1, 9000, hello]"],
    .cgroupSock: ["socket: [inet, stream]"],
    .cgroupSockAddr: connection,
    .cgroupSockopt: ["setsockopt: [SOL_SOCKET, SO_KEEPALIVE, 1]"],
    .cgroupSysctl: ["sysctl: kernel.ostype"],
    .cgroupDevice: ["open: /dev/null"],
  ]

  /// What makes the kernel come by a function or a tracepoint, told by words in its name; the first row that has one.
  private static let traced: [(words: [String], deeds: [String])] = [
    (["exec", "fork", "clone", "exit", "bprm", "sched"], [command]),
    (["unlink", "rename"], ["write: [notes.txt, hello]", "unlink: notes.txt"]),
    (["mkdir"], ["mkdir: folder"]),
    (["connect", "accept", "listen", "bind", "tcp", "inet_"], connection),
    (["udp", "send", "recv", "sock"], [exchange]),
    (["write"], ["write: [notes.txt, hello]"]),
    (["open", "read", "file"], ["read: /etc/passwd"]),
  ]
}
