import Glibc

/// Carries signal numbers from a handler to a thread.
struct SignalPipe: Sendable {
  private let reading: CInt
  private let writing: CInt

  /// A pipe that children do not inherit. Without one, which takes a full descriptor table, no signal is passed on.
  init() {
    var ends: [CInt] = [-1, -1]
    _ = unsafe pipe(&ends)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // A handler must not wait.
    _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
    (reading, writing) = (ends[0], ends[1])
  }

  /// Passes a number on. Safe in a signal handler.
  func pass(_ number: CInt) {
    let error = errno
    var byte = UInt8(truncatingIfNeeded: number)
    _ = unsafe write(writing, &byte, 1)
    errno = error
  }

  /// Waits for the next number; nil when the pipe cannot be read.
  func next() -> CInt? {
    var byte: UInt8 = 0
    while true {
      let count = unsafe read(reading, &byte, 1)
      if count < 0, errno == EINTR { continue }
      return count == 1 ? CInt(byte) : nil
    }
  }
}
