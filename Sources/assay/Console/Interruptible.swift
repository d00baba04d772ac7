import Checks
import Foundation
import Glibc
import Reports
import Synchronization

/// Runs long work with progress on a terminal, and ends it cleanly on Ctrl-C.
enum Interruptible {
  /// The exit status of an interrupted command (128 + SIGINT), whatever it had found by then.
  static let status: Int32 = 128 + SIGINT

  /// Ignores SIGPIPE: a worker that died and a pipe that closed are found by EPIPE. Called first in `main`.
  static func prepare() {
    _ = startedWithoutPipe
    signal(SIGPIPE, SIG_IGN)
  }

  /// Whether SIGPIPE was ignored when Assay was started, as its children then are to find it. Asked first by `prepare`.
  static let startedWithoutPipe: Bool = {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("SigIgn:") }
    let ignored = line.flatMap { $0.split(separator: "\t").last }.flatMap { UInt64($0, radix: 16) } ?? 0
    return ignored >> UInt64(SIGPIPE - 1) & 1 == 1
  }()

  /// As `run`, for work that may fail.
  static func result<Value: Sendable>(
    isExpected: Bool = false,
    _ work: @escaping @Sendable (@escaping @Sendable (CheckProgress) -> Void) async throws(CheckError) -> Value
  ) async -> (value: Result<Value, CheckError>, interrupted: Bool) {
    await run(isExpected: isExpected) { progress -> Result<Value, CheckError> in
      do throws(CheckError) { return .success(try await work(progress)) } catch { return .failure(error) }
    }
  }

  /// Runs the work. The first SIGINT, SIGTERM or SIGHUP cancels it: what it has by then is its value. A second one ends
  /// the program at once; workers end by themselves when it is gone. Work that only ends so, as `isExpected` says, is
  /// told nothing about it.
  static func run<Value: Sendable>(
    isExpected: Bool = false,
    _ work: @escaping @Sendable (@escaping @Sendable (CheckProgress) -> Void) async -> Value
  ) async -> (value: Value, interrupted: Bool) {
    let line = ProgressLine()
    let interrupted = Atomic(false)
    return await withoutActuallyEscaping(work) { work in
      let task = Task { await work { line.show($0) } }
      let watch = SignalWatch([SIGINT, SIGTERM, SIGHUP]) {
        interrupted.store(true, ordering: .relaxed)
        line.clear()
        if !isExpected {
          StandardError.write("assay: interrupted; what is done so far is kept, nothing stays loaded\n")
        }
        task.cancel()
      }
      let value = await task.value
      watch.stop()
      line.clear()
      return (value, interrupted.load(ordering: .relaxed))
    }
  }
}
