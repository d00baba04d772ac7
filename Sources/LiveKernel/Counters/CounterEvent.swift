/// Something that perf can count of a task (include/uapi/linux/perf_event.h: `struct perf_event_attr`).
struct CounterEvent: Hashable, Sendable {
  /// As the user or `perf list` calls it.
  var name: String
  /// `PERF_TYPE_*`, or the number that the kernel gave its source at boot.
  var type: UInt32
  /// What of it.
  var config: UInt64
  /// Further fields that some sources have.
  var config1: UInt64 = 0
  /// And more of them.
  var config2: UInt64 = 0
  /// What one of it is called: `cycles`, `ns`; empty when it is an event.
  var unit = ""
  /// Leaves out what happens in user space.
  var excludesUser = false
  /// Leaves out what happens in the kernel.
  var excludesKernel = false

  /// Whether another event counts the same, whatever it is called.
  func counts(sameAs other: CounterEvent) -> Bool {
    (type, config, config1, config2) == (other.type, other.config, other.config1, other.config2)
      && (excludesUser, excludesKernel) == (other.excludesUser, other.excludesKernel)
  }

  /// Cycles of the processor while it is not halted.
  static let cycles = CounterEvent(name: "cycles", type: 0, config: 0, unit: "cycles")
  /// Instructions that were retired.
  static let instructions = CounterEvent(name: "instructions", type: 0, config: 1, unit: "instructions")
  /// Cycles at the processor's nominal rate.
  static let referenceCycles = CounterEvent(name: "ref-cycles", type: 0, config: 9, unit: "ref-cycles")
  /// Times that the task lost its processor.
  static let contextSwitches = CounterEvent(name: "context-switches", type: 1, config: 3)
  /// Moves from one processor to another.
  static let migrations = CounterEvent(name: "cpu-migrations", type: 1, config: 4)
  /// The time that the task ran.
  static let taskClock = CounterEvent(name: "task-clock", type: 1, config: 1, unit: "ns")
}
