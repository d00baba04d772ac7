import Glibc

/// Counters of the calling thread that are read at once, so that a burst and what disturbed it are of the same moment:
/// a clock, the task's context switches and moves, and further counters. Open from `init` to the end.
struct CounterGroup: ~Copyable {
  /// Why the last read gave nothing.
  enum Failure: Hashable {
    /// The kernel could not count the group: others hold the hardware's counters. It has been asked to try again.
    case notCounted
    /// Fewer bytes than the group is long.
    case short(Int)
    /// An error number.
    case error(Int32)
  }

  /// The clock.
  let clock: CounterEvent
  /// The further counters, in the order of `BurstReading.counts`.
  let counters: [CounterEvent]
  /// Why the last read gave nothing; nil when it gave something.
  private(set) var failure: Failure?
  private let layer: any CounterLayer
  private let descriptors: [CInt]
  private let leader: CInt
  private let bytes: Int

  /// Opens and starts the counters.
  init(_ clock: CounterEvent, counters: [CounterEvent] = [], layer: any CounterLayer) throws(CounterRefusal) {
    guard counters.count <= CounterReading.mostFurther else {
      throw CounterRefusal(
        counters[CounterReading.mostFurther].name, .tooMany(limit: CounterReading.mostFurther))
    }
    var descriptors: [CInt] = []
    for event in [clock, .contextSwitches, .migrations] + counters {
      let result = layer.open(event, leader: descriptors.first)
      guard result >= 0 else {
        for descriptor in descriptors.reversed() { layer.close(descriptor) }
        throw CounterRefusal(event.name, CounterRefusal.Reason(errno: -result, isMember: !descriptors.isEmpty))
      }
      descriptors.append(result)
    }
    let leader = descriptors[0]
    let started = layer.enable(leader)
    guard started == 0 else {
      for descriptor in descriptors.reversed() { layer.close(descriptor) }
      throw CounterRefusal(clock.name, .init(errno: -started, isMember: false))
    }
    self.clock = clock
    self.counters = counters
    self.layer = layer
    self.descriptors = descriptors
    self.leader = leader
    bytes = (CounterWords.header + descriptors.count) * MemoryLayout<UInt64>.size
  }

  deinit { for descriptor in descriptors.reversed() { layer.close(descriptor) } }

  /// Reads all at once, by one system call. Nil when there is nothing to be trusted; `failure` says why.
  mutating func read() -> CounterReading? {
    var reading = CounterReading(words: CounterWords(), furtherCounters: counters.count)
    let count = layer.read(leader, into: &reading.words)
    if count == bytes {
      failure = nil
      return reading
    }
    switch count {
    case 0:
      failure = .notCounted
      // A pinned group that could once not be counted stays so until it is started again (kernel/events/core.c).
      _ = layer.disable(leader)
      _ = layer.enable(leader)
    case ..<0: failure = .error(Int32(clamping: -count))
    default: failure = .short(count)
    }
    return nil
  }
}
