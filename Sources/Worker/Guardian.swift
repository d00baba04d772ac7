import CProcess
import Glibc

/// Runs a program that must not outlive us, whatever ends us: QEMU is one. The program is killed with its process group
/// when our standard input ends or SIGTERM comes, and by the kernel (`PR_SET_PDEATHSIG`) when we are killed.
enum Guardian {
  /// Runs the program; returns its exit status, 128 + N when signal N ended it, 127 when it could not be started.
  static func run(_ arguments: [String]) -> Int32 {
    var strings = unsafe arguments.map { unsafe strdup($0) }
    unsafe strings.append(nil)
    defer { unsafe strings.forEach { unsafe free($0) } }
    let child = unsafe strings.withUnsafeBufferPointer { unsafe assay_start_guarded($0.baseAddress) }
    guard child > 0 else {
      StandardStreams.complain("cannot start \(arguments[0]): \(StandardStreams.words(-child))")
      return 127
    }
    let status = assay_wait_guarded(child)
    guard status >= 0 else {
      StandardStreams.complain("cannot wait for \(arguments[0]): \(StandardStreams.words(-status))")
      return 1
    }
    return status
  }
}
