import CProcess
import Glibc

/// A command of the user's, run as a child that the kernel kills when this process ends. It reads nothing.
enum GuardedCommand {
  /// Starts it, with both of its outputs going to a descriptor: this process's own are its replies. Its id, or -errno.
  static func start(_ words: [String], output: borrowing FileDescriptor) -> pid_t {
    let (out, err) = (dup(STDOUT_FILENO), dup(STDERR_FILENO))
    dup2(output.raw, STDOUT_FILENO)
    dup2(output.raw, STDERR_FILENO)
    var arguments = unsafe words.map { unsafe strdup($0) } + [nil]
    let child = unsafe assay_start_guarded(&arguments)
    unsafe arguments.forEach { unsafe free($0) }
    dup2(out, STDOUT_FILENO)
    dup2(err, STDERR_FILENO)
    close(out)
    close(err)
    return child
  }
}
