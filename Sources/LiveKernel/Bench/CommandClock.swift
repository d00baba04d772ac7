import Glibc
import Jobs

/// The processor time of the commands that were run and waited for, and their cycles where the processor counts them.
final class CommandClock: BurstClock {
  /// `getrusage(2)` tells microseconds.
  let kind = BenchClock(.taskClock, frequency: 1e9, step: 1000)
  let counters: [String]
  private let inherited: [InheritedCounter]
  private var begun: (time: Double, counts: [Double?]) = (0, [])

  init() {
    inherited = [CounterEvent.cyclesOfUser, .cyclesOfKernel].compactMap(InheritedCounter.init)
    counters = inherited.map(\.event.name)
  }

  func start() { begun = (Self.time(), inherited.map { $0.read() }) }

  func stop() -> BurstReading? {
    let time = Self.time() - begun.time
    let now = inherited.map { $0.read() }
    let counts = zip(now, begun.counts).compactMap { now, then in now.flatMap { now in then.map { now - $0 } } }
    return BurstReading(
      value: time, counts: counts, switches: 0, migrations: 0, isWhole: counts.count == inherited.count)
  }

  /// Nanoseconds of all children that have ended and were waited for, and of theirs.
  private static func time() -> Double {
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
    let seconds = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec
    let microseconds = usage.ru_utime.tv_usec + usage.ru_stime.tv_usec
    return Double(seconds) * 1e9 + Double(microseconds) * 1e3
  }
}

extension CounterEvent {
  fileprivate static var cyclesOfUser: CounterEvent {
    CounterEvent(name: "cycles:u", type: 0, config: 0, unit: "cycles", excludesKernel: true)
  }
  fileprivate static var cyclesOfKernel: CounterEvent {
    CounterEvent(name: "cycles:k", type: 0, config: 0, unit: "cycles", excludesUser: true)
  }
}
