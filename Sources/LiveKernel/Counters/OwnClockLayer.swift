import CKernel
import Glibc

/// Clocks that a task reads itself, without perf, in the form of a group of counters: the clock leads, the task's context
/// switches and its moves follow. A group counts from the machine's start, and always.
final class OwnClockLayer: CounterLayer {
  /// No `perf_event_attr` has this type.
  private static let type = UInt32.max

  /// Nanoseconds of `CLOCK_MONOTONIC_RAW`, which nobody sets or slews.
  static let wall = CounterEvent(name: "CLOCK_MONOTONIC_RAW", type: type, config: 0, unit: "ns")
  /// The time-stamp counter, read by the task: also while it does not run.
  static let timeStamp = CounterEvent(name: "rdtsc", type: type, config: 1, unit: "ticks")

  private var leader = OwnClockLayer.wall
  private var processor: CUnsignedInt?
  private var moves: UInt64 = 0

  /// Clocks. The descriptors they give out are numbers of members.
  init() {}

  func open(_ event: CounterEvent, leader: CInt?) -> CInt {
    switch (event, leader) {
    case (Self.wall, nil):
      self.leader = event
      return 0
    case (Self.timeStamp, nil):
      guard assay_time_stamp() != 0 else { return -ENOENT }
      self.leader = event
      return 0
    case (.contextSwitches, _?): return 1
    case (.migrations, _?): return 2
    default: return -EOPNOTSUPP
    }
  }

  func enable(_ leader: CInt) -> CInt { 0 }

  func disable(_ leader: CInt) -> CInt { 0 }

  func read(_ leader: CInt, into words: inout CounterWords) -> Int {
    var usage = rusage()
    // RUSAGE_THREAD (include/uapi/linux/resource.h).
    guard unsafe getrusage(__rusage_who_t(1), &usage) == 0 else { return -Int(errno) }
    var now: CUnsignedInt = 0
    let result = unsafe withUnsafeMutablePointer(to: &now) { now in
      assay_call(Int(__NR_getcpu), Int(bitPattern: now), 0, 0, 0, 0)
    }
    guard result == 0 else { return result }
    if let processor, now != processor { moves += 1 }
    processor = now
    words[0] = 3
    words[4] = UInt64(clamping: usage.ru_nvcsw + usage.ru_nivcsw)
    words[5] = moves
    let value = self.leader == Self.wall ? TimeSource.host.nanoseconds() : assay_time_stamp()
    words[3] = value
    // On and counting for the same time: they are compared with each other, and with nothing else.
    words[1] = value
    words[2] = value
    return 6 * MemoryLayout<UInt64>.size
  }

  func close(_ counter: CInt) {}
}
