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
    let own = empty?.info?.id
    var number = 0
    var isDone = false
    while number < job.windows ?? .max, !isDone {
      var window = LiveWindow(number: number)
      window.keeper = keeper
      let (before, missing) = try readings()
      window.missing = missing
      let begun = TimeSource.host.nanoseconds()
      window.floor = empty?.floor
      sleep(until: begun + UInt64(job.milliseconds) * 1_000_000)
      window.nanoseconds = Int(clamping: TimeSource.host.nanoseconds() - begun)
      window.programs = before.filter { $0.program.id != own }.map { difference($0) }.sorted { $0.id < $1.id }
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
      program: info.program(program.descriptor, path: program.path), runs: info.runs, nanoseconds: info.nanoseconds,
      misses: info.misses)
  }

  /// A program once more; nil when it is gone.
  private static func again(_ program: LiveProgram) -> Reading? {
    do throws(Refusal) {
      let handle =
        if let path = program.path { try LoadedProgramHandle(path: path) } else {
          try LoadedProgramHandle(id: program.id)
        }
      return reading(handle)
    } catch {
      return nil
    }
  }

  /// What a program did since an earlier reading.
  private func difference(_ before: Reading) -> LiveProgram {
    var program = before.program
    // Another program may be pinned at the path by now.
    guard let after = Self.again(program), after.program.id == program.id else {
      program.isGone = true
      return program
    }
    program.runs = Int(clamping: after.runs &- before.runs)
    program.nanoseconds = Int(clamping: after.nanoseconds &- before.nanoseconds)
    if let misses = after.misses, let earlier = before.misses { program.misses = Int(clamping: misses &- earlier) }
    return program
  }
}
