import Glibc

/// Ends the process as soon as standard input ends, also while another thread is inside a load: the kernel's verifier
/// looks for a pending signal at each step and gives up, and what was loaded is freed with the process.
enum InputWatch {
  /// Starts the thread that waits. Nothing may come after the job: anything that does ends the process too.
  static func start() {
    var thread = pthread_t()
    let error = unsafe pthread_create(
      &thread, nil,
      { _ in
        var byte: UInt8 = 0
        while unsafe read(STDIN_FILENO, &byte, 1) < 0, errno == EINTR {}
        _exit(ExitStatus.readerGone)
      }, nil)
    guard error == 0 else {
      StandardStreams.complain("cannot watch standard input: \(StandardStreams.words(error))")
      exit(ExitStatus.failed)
    }
    pthread_detach(thread)
  }
}
