import CKernel
import Glibc

/// The kernel's perf: `perf_event_open(2)`.
struct PerfLayer: CounterLayer {
  /// `PERF_EVENT_IOC_ENABLE` and `_DISABLE`, and `PERF_IOC_FLAG_GROUP` (include/uapi/linux/perf_event.h).
  private static let start: UInt = 0x2400
  private static let stop: UInt = 0x2401
  private static let wholeGroup: CInt = 1

  func open(_ event: CounterEvent, leader: CInt?) -> CInt {
    var attributes = Self.attributes(of: event)
    attributes.read_format = UInt64(
      PERF_FORMAT_GROUP.rawValue | PERF_FORMAT_TOTAL_TIME_ENABLED.rawValue | PERF_FORMAT_TOTAL_TIME_RUNNING.rawValue)
    // Only a leader may be pinned or start stopped: its members follow it.
    attributes.pinned = leader == nil ? 1 : 0
    attributes.disabled = leader == nil ? 1 : 0
    return Self.open(&attributes, leader: leader)
  }

  /// Opens a clock of this task that samples it each time that it has run for so many nanoseconds: a descriptor, or -errno.
  static func openClock(every nanoseconds: UInt64) -> CInt {
    var attributes = perf_event_attr()
    attributes.type = CounterEvent.taskClock.type
    attributes.size = UInt32(MemoryLayout<perf_event_attr>.size)
    attributes.config = CounterEvent.taskClock.config
    attributes.sample_period = nanoseconds
    return open(&attributes, leader: nil)
  }

  /// Opens a counter of this task and of its children to come, which counts from now on: a descriptor, or -errno.
  static func openInherited(_ event: CounterEvent) -> CInt {
    var attributes = attributes(of: event)
    attributes.read_format = UInt64(
      PERF_FORMAT_TOTAL_TIME_ENABLED.rawValue | PERF_FORMAT_TOTAL_TIME_RUNNING.rawValue)
    attributes.inherit = 1
    return open(&attributes, leader: nil)
  }

  /// Opens a counter of all that a processor runs, which counts from now on, never in turns with others: a descriptor, or
  /// -errno.
  static func open(_ event: CounterEvent, onProcessor processor: Int) -> CInt {
    var attributes = attributes(of: event)
    attributes.pinned = 1
    return open(&attributes, task: -1, processor: processor, leader: nil)
  }

  /// What says which event it is.
  private static func attributes(of event: CounterEvent) -> perf_event_attr {
    var attributes = perf_event_attr()
    attributes.type = event.type
    attributes.size = UInt32(MemoryLayout<perf_event_attr>.size)
    attributes.config = event.config
    attributes.config1 = event.config1
    attributes.config2 = event.config2
    attributes.exclude_user = event.excludesUser ? 1 : 0
    attributes.exclude_kernel = event.excludesKernel ? 1 : 0
    return attributes
  }

  private static func open(
    _ attributes: inout perf_event_attr, task: Int = 0, processor: Int = -1, leader: CInt?
  ) -> CInt {
    let result = unsafe withUnsafePointer(to: &attributes) { attributes in
      assay_call(
        Int(__NR_perf_event_open), Int(bitPattern: attributes), task, processor, Int(leader ?? -1),
        Int(PERF_FLAG_FD_CLOEXEC))
    }
    return CInt(truncatingIfNeeded: result)
  }

  func enable(_ leader: CInt) -> CInt { ioctl(leader, Self.start, Self.wholeGroup) < 0 ? -errno : 0 }

  func disable(_ leader: CInt) -> CInt { ioctl(leader, Self.stop, Self.wholeGroup) < 0 ? -errno : 0 }

  func read(_ leader: CInt, into words: inout CounterWords) -> Int {
    unsafe words.fill { bytes in
      let count = unsafe Glibc.read(leader, bytes.baseAddress, bytes.count)
      return count < 0 ? -Int(errno) : count
    }
  }

  func close(_ counter: CInt) { _ = Glibc.close(counter) }
}
