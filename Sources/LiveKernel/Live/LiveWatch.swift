import CLibbpf
import Glibc
public import Jobs

/// Does a `LiveJob` on the running kernel. It reads what the kernel says of programs, and has it keep statistics meanwhile.
public struct LiveWatch {
  private let job: LiveJob

  /// A watch.
  public init(_ job: LiveJob) {
    self.job = job
  }

  /// One program at one moment.
  private struct Reading {
    var program: LiveProgram
    var load: LiveLoad
    var runs: UInt64
    var nanoseconds: UInt64
    var misses: UInt64?
  }

  /// Takes the windows, one after the other.
  /// - Parameter send: called with each when it is over.
  /// - Returns: why it cannot be done here; nil when it was.
  public func run(_ send: (LiveWindow) -> Void) -> (verdict: Verdict, reason: Reason)? {
    do throws(Refusal) {
      try take(send)
      return nil
    } catch {
      return (error.verdict, error.reason)
    }
  }

  private func take(_ send: (LiveWindow) -> Void) throws(Refusal) {
    let keeper = Self.keeper()
    let statistics = RunTime()
    let code = errno
    guard statistics != nil || keeper != nil else { throw .withoutStatistics(code) }
    defer { withExtendedLifetime(statistics) {} }
    let empty = EmptyProgram()
    let (counters, uncounted) = counters()
    let own = empty?.info?.id
    var number = 0
    var loads = LoadTracker(own: own)
    var isDone = false
    while number < job.windows ?? .max, !isDone {
      var window = LiveWindow(number: number)
      window.keeper = keeper
      let (before, missing) = try readings()
      window.missing = missing + uncounted
      var others = before.filter { $0.program.id != own }
      if job.tellsLoads { (window.loads, window.passed) = loads.next(others.map(\.load)) }
      let watches = counters.isEmpty ? [:] : Self.watches(others, counters.map(\.counters))
      let ownWatch = counters.isEmpty ? nil : Self.watch(empty, counters.map(\.counters))
      // They ran on while watches were set up, which takes long.
      if !watches.isEmpty { others = others.map { Self.again($0.program) ?? $0 } }
      let begun = TimeSource.host.nanoseconds()
      let floors = empty?.floors(ownWatch)
      window.floor = floors?.statistics
      window.counters = counters.enumerated().map { index, counter in
        let known = floors?.counters ?? []
        return LiveWindow.Counter(name: counter.name, floor: known.indices.contains(index) ? known[index] : nil)
      }
      sleep(until: begun + UInt64(job.milliseconds) * 1_000_000)
      window.nanoseconds = Int(clamping: TimeSource.host.nanoseconds() - begun)
      window.programs = others.map { reading in
        var program = difference(reading)
        switch watches[program.id] {
        case .success(let watch): program.counts = watch.counts()
        case .failure(let refusal): program.uncounted = refusal.reason
        case nil: break
        }
        return program
      }.sorted { $0.id < $1.id }
      send(window)
      number += 1
      // Of those that were named, none will come back.
      isDone = window.programs.isEmpty && !job.selection.takesAll
    }
  }

  /// Who keeps statistics before we do.
  private static func keeper() -> LiveWindow.Keeper? {
    if StatisticsProbe.setting == true { return .setting }
    return StatisticsProbe.areKept() == true ? .process : nil
  }

  // MARK: - Counters

  /// The events that are to be counted, and those that cannot be.
  private func counters() -> (there: [(name: String, counters: ProcessorCounters)], missing: [LiveWindow.Missing]) {
    var there: [(name: String, counters: ProcessorCounters)] = []
    var missing: [LiveWindow.Missing] = []
    let processors = SystemFile.text("/sys/devices/system/cpu/online").flatMap(CPUList.init)?.numbers ?? [0]
    for name in job.events {
      do throws(CounterRefusal) {
        let event = try EventNames(cpu: processors.first).event(name)
        there.append((name, try ProcessorCounters(event, processors: processors)))
      } catch {
        var isUnknown = false
        if case .unknown = error.reason { isUnknown = true }
        missing.append(
          LiveWindow.Missing(name: name, reason: error.told(held: .ofThisProcess()), isUnknown: isUnknown))
      }
    }
    return (there, missing)
  }

  /// Has the runs of programs counted, as far as the kernel lets that be.
  private static func watches(
    _ readings: [Reading], _ counters: [ProcessorCounters]
  ) -> [UInt32: Result<RunCounters, Refusal>] {
    readings.reduce(into: [:]) { watches, reading in
      let id = reading.program.id
      watches[id] = Result { () throws(Refusal) in
        let program = try LoadedProgramHandle(id: id)
        return try RunCounters(of: program.descriptor, counters)
      }
    }
  }

  private static func watch(_ empty: EmptyProgram?, _ counters: [ProcessorCounters]) -> RunCounters? {
    do throws(Refusal) { return try empty?.watched(counters) } catch { return nil }
  }

  private func sleep(until end: UInt64) {
    var now = TimeSource.host.nanoseconds()
    while now < end {
      var time = timespec(tv_sec: Int((end - now) / 1_000_000_000), tv_nsec: Int((end - now) % 1_000_000_000))
      unsafe _ = nanosleep(&time, nil)
      now = TimeSource.host.nanoseconds()
    }
  }

  // MARK: - Programs

  /// All that is asked for, as it is now.
  private func readings() throws(Refusal) -> (there: [Reading], missing: [LiveWindow.Missing]) {
    var there: [Reading] = []
    let missing = try job.selection.visit { there.append(Self.reading($0)) }
    return (there, missing)
  }

  private static func reading(_ program: borrowing LoadedProgramHandle) -> Reading {
    let info = program.info
    return Reading(
      program: info.program(program.descriptor, path: program.path), load: info.load, runs: info.runs,
      nanoseconds: info.nanoseconds,
      misses: info.misses)
  }

  /// A program as it is now; nil when it is gone.
  private static func again(_ program: LiveProgram) -> Reading? {
    do throws(Refusal) {
      let handle =
        if let path = program.path { try LoadedProgramHandle(path: path) } else {
          try LoadedProgramHandle(id: program.id)
        }
      // Another program may be pinned at the path by now.
      return handle.info.id == program.id ? reading(handle) : nil
    } catch {
      return nil
    }
  }

  /// What a program did since an earlier reading.
  private func difference(_ before: Reading) -> LiveProgram {
    var program = before.program
    guard let after = Self.again(program) else {
      program.isGone = true
      return program
    }
    program.runs = Int(clamping: after.runs &- before.runs)
    program.nanoseconds = Int(clamping: after.nanoseconds &- before.nanoseconds)
    if let misses = after.misses, let earlier = before.misses { program.misses = Int(clamping: misses &- earlier) }
    return program
  }
}
