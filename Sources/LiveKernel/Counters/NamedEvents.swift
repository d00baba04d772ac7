/// The events that perf knows by name on every machine (include/uapi/linux/perf_event.h), whether or not its kernel and
/// processor have them.
enum NamedEvents {
  /// An event by its general name; nil when it is none.
  static func event(_ name: String) -> CounterEvent? {
    if let config = hardware[name] { return CounterEvent(name: name, type: 0, config: config, unit: units[name] ?? "") }
    if let config = software[name] { return CounterEvent(name: name, type: 1, config: config, unit: units[name] ?? "") }
    return caches[name].map { CounterEvent(name: name, type: 3, config: $0) }
  }

  /// All of them.
  static var names: [String] { [hardware, software, caches].flatMap(\.keys) }

  /// `enum perf_hw_id`.
  private static let hardware: [String: UInt64] = [
    "cpu-cycles": 0, "cycles": 0, "instructions": 1, "cache-references": 2, "cache-misses": 3, "branch-instructions": 4,
    "branches": 4, "branch-misses": 5, "bus-cycles": 6, "stalled-cycles-frontend": 7, "idle-cycles-frontend": 7,
    "stalled-cycles-backend": 8, "idle-cycles-backend": 8, "ref-cycles": 9,
  ]

  /// `enum perf_sw_ids`.
  private static let software: [String: UInt64] = [
    "cpu-clock": 0, "task-clock": 1, "page-faults": 2, "faults": 2, "context-switches": 3, "cs": 3, "cpu-migrations": 4,
    "migrations": 4, "minor-faults": 5, "major-faults": 6, "alignment-faults": 7, "emulation-faults": 8, "dummy": 9,
    "bpf-output": 10, "cgroup-switches": 11,
  ]

  /// `perf_hw_cache_id`, its operation in the next byte and its result in the one after, spelled as `perf list` does.
  private static let caches: [String: UInt64] = {
    var all: [String: UInt64] = [:]
    for (cache, name) in ["L1-dcache", "L1-icache", "LLC", "dTLB", "iTLB", "branch", "node"].enumerated() {
      for (operation, words) in [("load", "loads"), ("store", "stores"), ("prefetch", "prefetches")].enumerated() {
        let config = UInt64(cache | operation << 8)
        all["\(name)-\(words.1)"] = config
        all["\(name)-\(words.0)-misses"] = config | 1 << 16
      }
    }
    return all
  }()

  private static let units = [
    "cpu-cycles": "cycles", "cycles": "cycles", "instructions": "instructions", "ref-cycles": "ref-cycles",
    "cpu-clock": "ns", "task-clock": "ns",
  ]
}
