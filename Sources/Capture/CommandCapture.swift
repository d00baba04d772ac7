public import Bundles
import CCapture
import Glibc

/// Runs a command as it is, and records all BPF that it and what it starts make the kernel see.
///
/// The kernel stops a thread only at the calls that make or attach BPF objects, and only reads of its memory and
/// duplicates of its descriptors are taken: nothing of it is changed. It must run on one thread from start to end.
public enum CommandCapture {
  /// Signals by which a terminal stops a process group.
  private static let terminalStops = [SIGTSTP, SIGTTIN, SIGTTOU]

  /// Runs a command to its end, and to the end of what it leaves running.
  ///
  /// - Parameters:
  ///   - arguments: the command, found through PATH, and its arguments.
  ///   - ignoresPipe: whether it starts with SIGPIPE ignored.
  ///   - started: gets the command's process id, once.
  ///   - lingering: is told once when the command has ended and something it started has not.
  /// - Throws: why it was not started.
  public static func run(
    _ arguments: [String], ignoresPipe: Bool, started: (Int32) -> Void, lingering: () -> Void
  ) throws(CaptureRefusal) -> (ending: BundleEnding, captured: Captured) {
    var execError: CInt = -1
    let child = start(arguments, ignoresPipe: ignoresPipe, &execError)
    guard child > 0 else { throw child == -EPERM ? .traced : .kernel(-child) }
    defer { close(execError) }
    started(child)
    var loop = TraceLoop(command: child)
    loop.run(lingering: lingering)
    guard let ending = loop.ending else { throw .kernel(ESRCH) }
    if !loop.hasBegun {
      var code: Int32 = 0
      let size = unsafe withUnsafeMutableBytes(of: &code) { unsafe read(execError, $0.baseAddress, $0.count) }
      if size == MemoryLayout<Int32>.size { throw .notStarted(code) }
    }
    return (ending, loop.recorder.captured)
  }

  /// Starts the command traced by this thread.
  private static func start(_ arguments: [String], ignoresPipe: Bool, _ execError: inout CInt) -> CInt {
    var pointers: [UnsafeMutablePointer<CChar>?] = unsafe arguments.map { unsafe strdup($0) }
    defer { unsafe pointers.forEach { unsafe free($0) } }
    unsafe pointers.append(nil)
    return unsafe pointers.withUnsafeBufferPointer { list in
      guard let base = list.baseAddress else { return -EINVAL }
      return unsafe assay_start_traced(base, ignoresPipe ? 1 : 0, &execError)
    }
  }

  /// Whether a signal is one by which a terminal stops a process group.
  static func isTerminalStop(_ signal: CInt) -> Bool { terminalStops.contains(signal) }
}
