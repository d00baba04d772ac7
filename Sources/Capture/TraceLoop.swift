import Bundles
import CCapture
import Glibc

/// Follows the stops of a command until nothing of it is left.
struct TraceLoop {
  /// The command's process id.
  let command: Int32
  /// What was seen.
  var recorder = Recorder()
  /// How the command itself ended; nil while it runs.
  private(set) var ending: BundleEnding?
  /// Whether the command runs its own program by now.
  private(set) var hasBegun = false
  /// The calls that threads are in.
  private var calls: [Int32: FollowedCall] = [:]

  init(command: Int32) { self.command = command }

  /// Runs to the end.
  mutating func run(lingering: () -> Void) {
    var told = false
    var stop = assay_stop()
    while unsafe assay_next_stop(&stop) == 1 {
      take(stop)
      if ending != nil, !told, isAnythingLeft() {
        told = true
        lingering()
      }
    }
  }

  /// Whether a child of this thread is left, stopped or not.
  private func isAnythingLeft() -> Bool {
    assay_traces_any() == 1
  }

  private mutating func take(_ stop: assay_stop) {
    let thread = stop.thread
    switch stop.kind {
    case ASSAY_STOP_ENDED, ASSAY_STOP_KILLED:
      calls[thread] = nil
      guard thread == command else { return }
      ending = stop.kind == ASSAY_STOP_ENDED ? .exited(stop.detail) : .killed(stop.detail)
    case ASSAY_STOP_CALL:
      let arguments = stop.arguments
      let list = [arguments.0, arguments.1, arguments.2, arguments.3, arguments.4, arguments.5]
      calls[thread] = FollowedCall(stop.number, list, in: TracedThread(thread))
      goOn(thread, calls[thread] == nil ? ASSAY_RESUME_RUN : ASSAY_RESUME_TO_RETURN)
    case ASSAY_STOP_RETURN:
      if let call = calls.removeValue(forKey: thread) {
        recorder.take(call, result: stop.result, by: TracedThread(thread))
      }
      goOn(thread, ASSAY_RESUME_RUN)
    case ASSAY_STOP_SIGNAL: goOn(thread, ASSAY_RESUME_RUN, signal: stop.detail)
    case ASSAY_STOP_GROUP:
      goOn(thread, ASSAY_RESUME_LISTEN)
      // The shell that waits for Assay is to see that the terminal is free, as it would of the command itself.
      if thread == command, CommandCapture.isTerminalStop(stop.detail) { raise(SIGSTOP) }
    case ASSAY_STOP_EXEC:
      if thread == command { hasBegun = true }
      calls[thread] = nil
      goOn(thread, ASSAY_RESUME_RUN)
    default: goOn(thread, ASSAY_RESUME_RUN)
    }
  }

  /// A thread that was killed while it was stopped says so at its next stop.
  private func goOn(_ thread: Int32, _ how: assay_resume, signal: CInt = 0) {
    _ = assay_go_on(thread, how, signal)
  }
}
