import CLibbpf
import Glibc
public import Jobs

/// Does a `LiveJob` on the running kernel. It reads what the kernel says of programs, and has it keep statistics meanwhile.
public struct LiveWatch {
  private let job: LiveJob
  /// Bursts of the empty program, and runs of each: what an interrupt falls into does not count.
  private static let bursts = 21
  private static let burstRuns: Int32 = 1000

  /// A watch.
  public init(_ job: LiveJob) {
    self.job = job
  }

  /// One program at one moment.
  private struct Reading {
    var program: LiveProgram
    var runs: UInt64
    var nanoseconds: UInt64
    var misses: UInt64
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
    guard statistics != nil || keeper != nil else {
      throw Refusal(
        .environment,
        Reason(
          "the kernel keeps no statistics of programs for this process: \(ErrorNumber(code).text)",
          advice: "It takes CAP_SYS_ADMIN and Linux 5.8.", errno: code))
    }
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
      window.floor = Self.floor(of: empty)
      sleep(until: begun + UInt64(job.milliseconds) * 1_000_000)
      window.nanoseconds = Int(clamping: TimeSource.host.nanoseconds() - begun)
      window.programs = before.filter { $0.program.id != own }.map { difference($0) }.sorted { $0.id < $1.id }
      send(window)
      number += 1
      // Of those that were named, none will come back.
      isDone = window.programs.isEmpty && !job.takesAll
    }
  }

  /// Who keeps statistics before we do.
  private static func keeper() -> LiveWindow.Keeper? {
    if let text = SystemFile.text("/proc/sys/kernel/bpf_stats_enabled"), text.first == "1" { return .setting }
    return StatisticsProbe.areKept() == true ? .process : nil
  }

  private static func floor(of empty: EmptyProgram?) -> LiveWindow.Floor? {
    var values: [Double] = []
    for _ in 0..<bursts {
      guard let before = empty?.info, empty?.run(burstRuns) == true, let after = empty?.info, after.runs > before.runs
      else { return nil }
      values.append(Double(after.nanoseconds - before.nanoseconds) / Double(after.runs - before.runs))
    }
    values.sort()
    guard let least = values.first, let most = values.last else { return nil }
    return LiveWindow.Floor(value: values[values.count / 2], least: least, most: most)
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
    var missing: [LiveWindow.Missing] = []
    for path in job.paths {
      switch Self.open(path) {
      case .success(let reading): there.append(reading)
      case .failure(let refusal): missing.append(Self.missing(path, refusal))
      }
    }
    for id in job.takesAll ? try Self.all() : job.ids {
      switch Self.open(id) {
      case .success(let reading): there.append(reading)
      // Programs come and go while they are listed.
      case .failure(let refusal) where !job.takesAll: missing.append(Self.missing("\(id)", refusal))
      case .failure: break
      }
    }
    var seen: Set<UInt32> = []
    return (there.filter { seen.insert($0.program.id).inserted }, missing)
  }

  private static func missing(_ name: String, _ refusal: Refusal) -> LiveWindow.Missing {
    LiveWindow.Missing(name: name, reason: refusal.reason, isUnknown: refusal.verdict == .loader)
  }

  /// The ids of all programs.
  private static func all() throws(Refusal) -> [UInt32] {
    var ids: [UInt32] = []
    var id: UInt32 = 0
    while true {
      let result = unsafe bpf_prog_get_next_id(id, &id)
      if result == -ENOENT { return ids }
      guard result == 0 else { throw refusal(-result, "list programs") }
      ids.append(id)
    }
  }

  private static func open(_ id: UInt32) -> Result<Reading, Refusal> {
    let raw = bpf_prog_get_fd_by_id(id)
    if raw == -ENOENT {
      return .failure(.loader("no program has the id \(id)", advice: "bpftool prog lists them, and so does assay top."))
    }
    guard raw >= 0 else { return .failure(refusal(-raw, "open a program by its id")) }
    return reading(FileDescriptor(adopting: raw), path: nil)
  }

  private static func open(_ path: String) -> Result<Reading, Refusal> {
    var options = bpf_obj_get_opts()
    options.sz = MemoryLayout<bpf_obj_get_opts>.size
    // BPF_F_RDONLY
    options.file_flags = 1 << 3
    let raw = unsafe bpf_obj_get_opts(path, &options)
    guard raw >= 0 else {
      let code = -raw
      let isUnknown = [ENOENT, ENOTDIR, EINVAL, EACCES].contains(code)
      let why = code == EINVAL || code == EACCES ? "nothing is pinned there" : ErrorNumber(code).text
      return .failure(
        isUnknown ? .loader("\(path): \(why)", errno: code) : refusal(code, "open \(path)"))
    }
    var target = [CChar](repeating: 0, count: 64)
    let length = unsafe readlink("/proc/self/fd/\(raw)", &target, target.count - 1)
    let kind = String(decoding: target.prefix(max(0, length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    let descriptor = FileDescriptor(adopting: raw)
    guard kind == "anon_inode:bpf-prog" else {
      return .failure(.loader("\(path): what is pinned there is no program"))
    }
    return reading(descriptor, path: path)
  }

  private static func reading(_ descriptor: consuming FileDescriptor, path: String?) -> Result<Reading, Refusal> {
    guard let info = LoadedProgramInfo(of: descriptor) else {
      return .failure(refusal(errno, "read what the kernel says of a program"))
    }
    return .success(
      Reading(
        program: info.program(descriptor, path: path), runs: info.runs, nanoseconds: info.nanoseconds,
        misses: info.misses))
  }

  private static func refusal(_ code: Int32, _ operation: String) -> Refusal {
    let advice = code == EPERM ? "It takes CAP_SYS_ADMIN; a pinned program can be named by its path (--pinned)." : nil
    return Refusal(
      .environment, Reason("cannot \(operation): \(ErrorNumber(code).text)", advice: advice, errno: code))
  }

  /// What a program did since an earlier reading.
  private func difference(_ before: Reading) -> LiveProgram {
    var program = before.program
    let after = program.path.map(Self.open) ?? Self.open(program.id)
    // Another program may be pinned at the path by now.
    guard case .success(let after) = after, after.program.id == program.id else {
      program.isGone = true
      return program
    }
    program.runs = Int(clamping: after.runs &- before.runs)
    program.nanoseconds = Int(clamping: after.nanoseconds &- before.nanoseconds)
    program.misses = Int(clamping: after.misses &- before.misses)
    return program
  }
}
