import CKernel
import CLibbpf
import Glibc
import Jobs
import VerifierLog

/// The loads of one program, made in libbpf's stead at the moment when its maps, its BTF and its relocated instructions
/// are there: statistics first, then whatever log the outcome calls for, then repetitions. The object is opened and its
/// maps are made once.
@safe final class LoadSequence {
  /// What came of it.
  struct Result {
    /// 0 when the kernel loaded the program, else its error number.
    var code: Int32
    /// Instructions handed to the kernel.
    var instructions: Int
    /// The log of the first load: messages and figures.
    var statistics: LogDigest
    /// The level of the log that stands in the buffer now.
    var level: LogLevel
    /// That log ends early: a kernel before 6.4 kept its head, and the buffer was too small for the rest.
    var tailMissing = false
    /// The kernel's own figures of an accepted program.
    var info: ProgramInfo?
    /// Verification times in microseconds, one a load.
    var times: [Int] = []
  }

  /// A load, its descriptor not yet owned by anyone.
  private struct Attempt {
    var descriptor: CInt
    var code: Int32 { descriptor < 0 ? -descriptor : 0 }
    /// Bytes the log wanted; 0 before 6.4, which does not say.
    var wanted: Int
  }

  private let job: VerifyJob
  private let buffer: LogBuffer
  /// Ended when the object's maps are there.
  private let turn: PerCPUTurn?
  /// Nil while libbpf has not come as far as the load.
  private(set) var result: Result?

  init(job: VerifyJob, buffer: LogBuffer, turn: PerCPUTurn? = nil) {
    self.job = job
    self.buffer = buffer
    self.turn = turn
  }

  /// Runs `body`, in which libbpf loads the object, with this thread's load of the program handed to this sequence.
  func standingIn(during body: () -> Int32) -> Int32 {
    unsafe LoadHook(buffer) { unsafe self.load($0) }.standingIn(during: body)
  }

  /// All loads of the program. Returns the accepted program's descriptor, which becomes libbpf's, or -errno.
  private func load(_ load: assay_program_load) -> CInt {
    turn?.end()
    let (first, digest) = unsafe judge(load)
    let instructions = unsafe load.count
    guard first.descriptor >= 0 else {
      // What libbpf adds to the log it reads from the buffer: the path must be there when it looks.
      result = Result(code: first.code, instructions: instructions, statistics: digest, level: .statistics)
      if wantsPath(digest) {
        unsafe reload(load, level: job.log == .full ? .everything : .path)
        if job.log != .full, wantsStates(digest) {
          unsafe reload(load, level: .everything)
          if result?.tailMissing ?? false { unsafe reload(load, level: .path) }
        }
      }
      return first.descriptor
    }
    let program = FileDescriptor(adopting: first.descriptor)
    var times = [digest.statistics?.verificationMicroseconds].compactMap { $0 }
    for _ in 1..<max(1, job.repetitions) {
      let again = unsafe attempt(load, level: .statistics, offering: LogBuffer.tail)
      guard again.descriptor >= 0 else { break }
      close(again.descriptor)
      if let time = digestOfLog().statistics?.verificationMicroseconds { times.append(time) }
    }
    result = Result(
      code: 0, instructions: instructions, statistics: digest, level: .statistics,
      info: try? ProgramInfo(of: program, name: ""), times: times)
    if job.log == .full { unsafe reload(load, level: .everything) }
    return program.release()
  }

  /// The load whose answer is the verdict. A log that does not fit makes the kernel answer ENOSPC, whatever it thinks of
  /// the program: then it is asked again without one.
  private func judge(_ load: assay_program_load) -> (Attempt, LogDigest) {
    let first = unsafe attempt(load, level: .statistics, offering: LogBuffer.tail)
    let digest = digestOfLog()
    guard first.code == ENOSPC else { return (first, digest) }
    return unsafe (attempt(load, level: .none, offering: 0), digest)
  }

  /// Loads the program once more for the sake of its log. The verdict stands already.
  private func reload(_ load: assay_program_load, level: LogLevel) {
    // Since 6.4 the log rotates: its last 16 MiB hold the path that failed. Before, the buffer keeps the head, so that
    // the path is only there when all of the log is. The first load told which kernel this is.
    let rotates = trueSizeKnown
    let offered = level == .path && rotates ? LogBuffer.tail : LogBuffer.whole
    let again = unsafe attempt(load, level: level.union(.statistics), offering: offered)
    if again.descriptor >= 0 { close(again.descriptor) }
    result?.level = level
    result?.tailMissing = !rotates && again.code == ENOSPC
  }

  /// Whether the kernel tells how long a log wanted to be: `log_true_size`, since 6.4.
  private var trueSizeKnown = false

  private func attempt(_ load: assay_program_load, level: LogLevel, offering size: Int) -> Attempt {
    guard let given = unsafe load.options?.assumingMemoryBound(to: bpf_prog_load_opts.self) else {
      return Attempt(descriptor: -EINVAL, wanted: 0)
    }
    buffer.clear()
    var load = unsafe load
    var options = unsafe given.pointee
    let size = min(size, buffer.capacity)
    unsafe options.log_level = level.rawValue
    unsafe options.log_buf = level.isEmpty ? nil : buffer.start
    unsafe options.log_size = level.isEmpty ? 0 : UInt32(size)
    unsafe options.log_true_size = 0
    // include/uapi/linux/bpf.h: BPF_F_TEST_STATE_FREQ, and BPF_F_TEST_REG_INVARIANTS since 6.8.
    if job.testStates { unsafe options.prog_flags |= 1 << 3 }
    if job.testInvariants { unsafe options.prog_flags |= 1 << 7 }
    return unsafe withUnsafeMutablePointer(to: &options) { pointer in
      unsafe load.options = UnsafeMutableRawPointer(pointer)
      let descriptor = unsafe assay_load(&load)
      let wanted = unsafe Int(pointer.pointee.log_true_size)
      if wanted > 0 { trueSizeKnown = true }
      return Attempt(descriptor: descriptor, wanted: wanted)
    }
  }

  /// Whether a rejection is worth a load with its path: it has a message, and is not one of those that cost a million
  /// instructions and a hundred megabytes of log unless that was asked for.
  private func wantsPath(_ digest: LogDigest) -> Bool {
    guard !digest.messages.isEmpty else { return false }
    return job.log != .statistics || !digest.messages.contains(where: ComplexityMessage.matches)
  }

  /// The longest walk that is told whole for the sake of its states: at level 2 some 5 MB of log.
  private static let mostForStates = 50_000

  /// Whether the path in the buffer is one without states: before 5.18 the kernel prints them at level 2 only, and without
  /// them nothing is known of how a value came to be what it is.
  private func wantsStates(_ first: LogDigest) -> Bool {
    guard !trueSizeKnown, first.statistics?.verifiedInstructions ?? .max <= Self.mostForStates else { return false }
    let path = digestOfLog().path
    let instructions = path.filter { $0.first?.isNumber ?? false }
    return instructions.count > 1 && !instructions.contains { $0.contains("; R") || $0.contains("; frame") }
  }

  /// The log in the buffer, reduced.
  func digestOfLog() -> LogDigest {
    // The log of one level shows every walk; the others would be counted in vain.
    var reducer = LogReducer(profilesWalk: job.log == .full && result?.level.contains(.everything) ?? false)
    unsafe reducer.consume(buffer.bytes.bindMemory(to: UInt8.self).span)
    return reducer.finish()
  }
}
