import Glibc

/// Whole files in and out. Nothing here blocks on a pipe or a device, and nothing reads without a limit.
public enum LocalFile {
  /// The file's bytes. Only regular files are read: a FIFO in someone's repository must not hang Assay.
  public static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw FileError("read", path, code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw FileError("read", path, code: errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw FileError("read", path, code: EISDIR)
    default: throw FileError("read", path, reason: "it is not a regular file")
    }
    // Files of sysfs and procfs may state a size of 0 or of a page: the end is where read says so.
    var bytes = [UInt8](repeating: 0, count: min(max(Int(status.st_size), 4096), limit) + 1)
    var count = 0
    while true {
      if count == bytes.count {
        guard count <= limit else {
          throw FileError("read", path, reason: "it is larger than \(limit) bytes")
        }
        bytes += [UInt8](repeating: 0, count: min(count, limit + 1 - count))
      }
      let (filled, room) = (count, bytes.count - count)
      let got = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe Glibc.read(descriptor, buffer.baseAddress?.advanced(by: filled), room)
      }
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw FileError("read", path, code: errno) }
      if got == 0 { break }
      count += got
    }
    guard count <= limit else { throw FileError("read", path, reason: "it is larger than \(limit) bytes") }
    bytes.removeSubrange(count...)
    return bytes
  }

  /// Puts a file there at once, or not at all: readers see the old file or the whole new one. The bytes are written to a
  /// file without a name, so that a process that is killed while it writes leaves nothing.
  public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    _ = try put(bytes, at: path, replaces: true)
  }

  /// Makes a new file with these bytes; false, and nothing is changed, when something has the path already.
  public static func create(_ bytes: [UInt8], at path: String) throws(FileError) -> Bool {
    try put(bytes, at: path, replaces: false)
  }

  private static func put(_ bytes: [UInt8], at path: String, replaces: Bool) throws(FileError) -> Bool {
    let directory = parent(of: path)
    let descriptor = unsafe open(directory, temporaryFile | O_WRONLY | O_CLOEXEC, mode_t(0o644))
    guard descriptor >= 0 else {
      // File systems without O_TMPFILE (NFS, some overlays) take a file with a name first.
      guard errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL else {
        throw FileError("write", path, code: errno)
      }
      return try putNamed(bytes, at: path, replaces: replaces)
    }
    defer { close(descriptor) }
    try fill(descriptor, with: bytes, path)
    guard exists("/proc/self/fd") else { return try putNamed(bytes, at: path, replaces: replaces) }
    if giveName(path, to: descriptor) { return true }
    guard errno == EEXIST else { throw FileError("write", path, code: errno) }
    guard replaces else { return false }
    // linkat does not replace, rename does. Nobody else has a file of this number in this process.
    let temporary = "\(path).\(getpid()).\(descriptor).tmp"
    unsafe unlink(temporary)
    guard giveName(temporary, to: descriptor) else { throw FileError("write", path, code: errno) }
    guard unsafe rename(temporary, path) == 0 else {
      let code = errno
      unsafe unlink(temporary)
      throw FileError("write", path, code: code)
    }
    return true
  }

  /// Gives an open file without a name this one. Whether it could.
  private static func giveName(_ path: String, to descriptor: CInt) -> Bool {
    unsafe linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0
  }

  /// Makes a directory and the ones above it.
  public static func makeDirectory(_ path: String) throws(FileError) {
    if unsafe mkdir(path, mode_t(0o777)) == 0 { return }
    switch errno {
    case EEXIST:
      guard isDirectory(path) else { throw FileError("make the directory", path, code: ENOTDIR) }
    case ENOENT where path.contains("/"):
      try makeDirectory(parent(of: path))
      guard unsafe mkdir(path, mode_t(0o777)) == 0 || errno == EEXIST else {
        throw FileError("make the directory", path, code: errno)
      }
    default: throw FileError("make the directory", path, code: errno)
    }
  }

  /// Whether something has this path, links followed.
  public static func exists(_ path: String) -> Bool {
    unsafe access(path, F_OK) == 0
  }

  /// Whether a directory has this path, links followed.
  public static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether a symbolic link has this path.
  public static func isLink(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// The names in a directory, sorted by their bytes, without `.` and `..`.
  public static func list(_ path: String) throws(FileError) -> [String] {
    guard let directory = unsafe opendir(path) else { throw FileError("list", path, code: errno) }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Takes a file away.
  public static func remove(_ path: String) throws(FileError) {
    guard unsafe unlink(path) == 0 else { throw FileError("remove", path, code: errno) }
  }

  /// Gives a file another path of the same file system, in place of what has it.
  public static func move(_ path: String, to other: String) throws(FileError) {
    guard unsafe rename(path, other) == 0 else { throw FileError("move", path, code: errno) }
  }

  /// The directory that holds a path: `a` of `a/b`, `.` of `b`, `/` of `/b`.
  public static func parent(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// `path` as seen from `directory`; an absolute path stays as it is.
  public static func join(_ directory: String, _ path: String) -> String {
    if path.hasPrefix("/") || directory.isEmpty || directory == "." { return path }
    return directory.hasSuffix("/") ? directory + path : directory + "/" + path
  }

  /// `O_TMPFILE`, which Glibc's module leaves out; the same bit on every machine that Linux 3.11 and later runs BPF on.
  static let temporaryFile: CInt = 0o20_000_000 | O_DIRECTORY

  private static func putNamed(_ bytes: [UInt8], at path: String, replaces: Bool) throws(FileError) -> Bool {
    let temporary = "\(path).\(getpid()).tmp"
    unsafe unlink(temporary)
    let descriptor = unsafe open(temporary, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode_t(0o644))
    guard descriptor >= 0 else { throw FileError("write", path, code: errno) }
    defer { close(descriptor) }
    do throws(FileError) {
      try fill(descriptor, with: bytes, path)
      if replaces {
        guard unsafe rename(temporary, path) == 0 else { throw FileError("write", path, code: errno) }
        return true
      }
      defer { unsafe unlink(temporary) }
      if unsafe link(temporary, path) == 0 { return true }
      guard errno == EEXIST else { throw FileError("write", path, code: errno) }
      return false
    } catch {
      unsafe unlink(temporary)
      throw error
    }
  }

  static func fill(_ descriptor: CInt, with bytes: [UInt8], _ path: String) throws(FileError) {
    var count = 0
    while count < bytes.count {
      let done = count
      let wrote = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
      }
      if wrote < 0 && errno == EINTR { continue }
      guard wrote > 0 else { throw FileError("write", path, code: wrote < 0 ? errno : ENOSPC) }
      count += wrote
    }
  }
}
