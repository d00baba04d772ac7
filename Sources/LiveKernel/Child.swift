import Glibc

/// A child of this process.
enum Child {
  /// Waits until it is gone; its status as `waitpid(2)` gives it.
  @discardableResult
  static func wait(for child: pid_t) -> Int32 {
    var status: Int32 = 0
    while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
    return status
  }
}
