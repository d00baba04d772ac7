import Glibc

/// What can be made again, kept between runs: compiled objects, `vmlinux.h`, what a tool said of itself. A directory that
/// cannot be used or a full disk only makes Assay slower; `unusable` and the thrown errors say so.
public struct DiskCache: Sendable {
  /// The directory; nil when there is no cache.
  public let directory: String?
  /// Why there is no cache; nil when there is one.
  public let unusable: String?
  /// The most bytes that files take together before the ones longest unused go: what a minute's small files add comes on
  /// top.
  public let limit: UInt64

  /// Opens the cache, making its directory when needed: `explicit` (`--cache-dir`), then `ASSAY_CACHE_DIR`, then
  /// `$XDG_CACHE_HOME/assay`, then `~/.cache/assay`.
  public init(explicit: String? = nil, environment: [String: String], limit: UInt64 = 1 << 30) {
    self.limit = limit
    guard let base = Self.base(explicit: explicit, environment: environment) else {
      self.directory = nil
      unusable = "no cache: neither --cache-dir, ASSAY_CACHE_DIR, XDG_CACHE_HOME nor HOME names a directory"
      return
    }
    // A directory of our own inside, so that making room never removes anyone else's file; the number is the layout's.
    let directory = LocalFile.join(base, "assay-1")
    do throws(FileError) {
      try LocalFile.makeDirectory(directory)
      guard unsafe access(directory, W_OK | X_OK) == 0 else { throw FileError("write", directory, code: errno) }
      self.directory = directory
      unusable = nil
    } catch {
      self.directory = nil
      unusable = "no cache: \(error)"
    }
  }

  /// No cache at all, by wish.
  public static let none = DiskCache()

  private init() {
    directory = nil
    unusable = nil
    limit = 0
  }

  /// The directory that caches and stores of ours are in; nil when nothing names one.
  public static func base(explicit: String? = nil, environment: [String: String]) -> String? {
    if let explicit { return explicit.isEmpty ? nil : explicit }
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    if let directory = value("ASSAY_CACHE_DIR") { return directory }
    // The XDG base directory specification: a relative value is to be ignored.
    if let base = value("XDG_CACHE_HOME"), base.hasPrefix("/") { return LocalFile.join(base, "assay") }
    return value("HOME").map { LocalFile.join($0, ".cache/assay") }
  }

  /// Where an entry is or would be; nil when there is no cache. `name` is ours and may hold slashes.
  public func path(_ name: String) -> String? {
    directory.map { LocalFile.join($0, name) }
  }

  /// An entry's bytes, and the entry counts as used now; nil when it is not there or cannot be read.
  public func read(_ name: String, limit: Int = 256 << 20) -> [UInt8]? {
    guard let path = path(name), let bytes = try? LocalFile.read(path, limit: limit) else { return nil }
    touch(name)
    return bytes
  }

  /// Marks an entry as used now, so that it stays. One that was marked not long ago keeps its mark: a file that changes
  /// with every look at it could never be told from one that somebody changes.
  public func touch(_ name: String) {
    guard let path = path(name), let stamp = try? FileStamp(of: path),
      stamp.modified < FileStamp.now - Self.markLasts
    else { return }
    unsafe utimensat(AT_FDCWD, path, nil, 0)
  }

  /// Nanoseconds: an hour.
  private static let markLasts: Int64 = 3_600_000_000_000

  /// Stores an entry and makes room for it. Without a cache it does nothing.
  public func write(_ bytes: [UInt8], as name: String) throws(FileError) {
    guard let path = path(name), UInt64(bytes.count) <= limit else { return }
    try LocalFile.makeDirectory(LocalFile.parent(of: path))
    try LocalFile.write(bytes, to: path)
    if UInt64(bytes.count) > limit / 64 || isRoomDue { evict(keeping: path) }
  }

  /// Whether nobody has made room for a minute. Looking at each of ten thousand entries takes longer than compiling one
  /// more: a run that stores hundreds must not look each time.
  private var isRoomDue: Bool {
    guard let marker = path(Self.marker), let stamp = try? FileStamp(of: marker) else { return true }
    return stamp.modified < FileStamp.now - 60_000_000_000 || stamp.modified > FileStamp.now
  }

  /// The file that was written when somebody last made room.
  private static let marker = "room"

  /// Removes what was longest unused until the rest fits, and leavings of killed processes.
  private func evict(keeping newest: String) {
    guard let directory else { return }
    try? LocalFile.write([], to: LocalFile.join(directory, Self.marker))
    var entries: [(path: String, size: UInt64, used: Int64)] = []
    var total: UInt64 = 0
    func collect(_ folder: String, depth: Int) {
      for name in (try? LocalFile.list(folder)) ?? [] {
        let path = LocalFile.join(folder, name)
        guard let stamp = try? FileStamp(of: path) else { continue }
        if LocalFile.isDirectory(path) {
          if depth < 3 { collect(path, depth: depth + 1) }
        } else if name.hasSuffix(".tmp"), stamp.modified < FileStamp.now - 600_000_000_000 {
          unsafe unlink(path)
        } else {
          entries.append((path, stamp.size, stamp.modified))
          total += stamp.size
        }
      }
    }
    collect(directory, depth: 0)
    guard total > limit else { return }
    // A little more than needed, so that not every store has to look for room.
    let target = limit - limit / 8
    for entry in entries.sorted(by: { $0.used < $1.used }) where total > target && entry.path != newest {
      unsafe unlink(entry.path)
      total -= entry.size
    }
  }
}
