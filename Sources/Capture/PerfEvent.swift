import Project

/// A perf event that a program may be attached to, in words: `tracepoint syscalls/sys_enter_openat`.
struct PerfEvent: Hashable, Sendable {
  /// Bytes of `struct perf_event_attr` that are looked at.
  static let size = 72

  let target: String

  /// - Parameters:
  ///   - fields: the start of `struct perf_event_attr`.
  ///   - events: what the kernel's numbers of events mean.
  ///   - string: reads a text of the command.
  init(_ fields: Fields, events: EventNames, string: (UInt64) -> String) {
    let (type, config) = (fields.word(0), fields.long(8))
    let (first, second) = (fields.long(56), fields.long(64))
    if type == events.kprobe || type == events.uprobe {
      let word = (config & 1 == 1 ? "ret" : "")
      let name = first == 0 ? "" : string(first)
      let offset = name.isEmpty ? Self.hexadecimal(second) : second == 0 ? "" : "+" + Self.hexadecimal(second)
      let kind = type == events.kprobe ? "k\(word)probe" : "u\(word)probe"
      target = type == events.uprobe ? "\(kind) \(name):\(Self.hexadecimal(second))" : "\(kind) \(name)\(offset)"
      return
    }
    switch type {
    case 0: target = "hardware \(config)"
    case 1: target = "software \(Self.software[config] ?? "\(config)")"
    case 2: target = "tracepoint \(events.tracepoint(config) ?? "\(config)")"
    case 3: target = "cache \(Self.hexadecimal(config))"
    case 4: target = "raw \(Self.hexadecimal(config))"
    case 5: target = "breakpoint \(Self.hexadecimal(first))"
    default: target = "event \(type):\(config)"
    }
  }

  /// `enum perf_sw_ids` of include/uapi/linux/perf_event.h.
  private static let software: [UInt64: String] = [
    0: "cpu-clock", 1: "task-clock", 2: "page-faults", 3: "context-switches", 4: "cpu-migrations", 5: "minor-faults",
    6: "major-faults", 7: "alignment-faults", 8: "emulation-faults", 9: "dummy", 10: "bpf-output",
    11: "cgroup-switches",
  ]

  private static func hexadecimal(_ number: UInt64) -> String { "0x" + String(number, radix: 16) }
}
