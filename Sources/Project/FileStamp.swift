import Glibc

/// What `stat` says of a file's identity and age. Two equal stamps of a path, the later one taken well after the file's
/// last change, mean the same bytes.
public struct FileStamp: Hashable, Sendable {
  /// The device that holds the file.
  public var device: UInt64
  /// The inode number.
  public var inode: UInt64
  /// Bytes.
  public var size: UInt64
  /// Last change of the bytes, in nanoseconds since 1970.
  public var modified: Int64
  /// Last change of the bytes or of what `stat` says, in nanoseconds since 1970. No program can set it.
  public var changed: Int64

  /// A stamp known from before.
  public init(device: UInt64, inode: UInt64, size: UInt64, modified: Int64, changed: Int64) {
    self.device = device
    self.inode = inode
    self.size = size
    self.modified = modified
    self.changed = changed
  }

  /// The stamp of a file as it is now, links followed.
  public init(of path: String) throws(FileError) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw FileError("read", path, code: errno) }
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = UInt64(max(0, status.st_size))
    modified = Self.nanoseconds(status.st_mtim)
    changed = Self.nanoseconds(status.st_ctim)
  }

  /// The time now, on the clock that stamps files.
  public static var now: Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return nanoseconds(time)
  }

  private static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}
