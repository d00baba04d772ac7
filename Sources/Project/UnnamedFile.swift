import Glibc

/// Bytes in a file that has no name in any directory and ends with this value, also when the process is killed. Other
/// processes of the same user open it by `path`.
public final class UnnamedFile: Sendable {
  private let descriptor: CInt
  /// The file as seen through this process's descriptors.
  public let path: String

  /// Writes the bytes where the system keeps such files: shared memory, then the temporary directory.
  public init(_ bytes: [UInt8]) throws(FileError) {
    var failure = FileError("write", "/dev/shm", code: ENOENT)
    for directory in ["/dev/shm", "/tmp", "/var/tmp"] {
      let descriptor = unsafe open(directory, LocalFile.temporaryFile | O_RDWR | O_CLOEXEC, mode_t(0o600))
      guard descriptor >= 0 else {
        failure = FileError("write", directory, code: errno)
        continue
      }
      do throws(FileError) {
        try LocalFile.fill(descriptor, with: bytes, directory)
      } catch {
        close(descriptor)
        failure = error
        continue
      }
      self.descriptor = descriptor
      path = "/proc/\(getpid())/fd/\(descriptor)"
      return
    }
    throw failure
  }

  deinit { close(descriptor) }
}
