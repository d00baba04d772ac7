import Glibc
import Jobs

/// A cgroup below this process's own, for one case: the process is in it, and it is gone afterwards.
final class OwnCgroup {
  private let base: String
  private let path: String

  /// Makes it and moves this process into it.
  init(name: String) throws(Refusal) {
    guard let base = Self.current else {
      throw Refusal(
        .environment,
        Reason(
          "there is no cgroup2 file system in which a cgroup could be made",
          advice: "Mount one: mount -t cgroup2 none /sys/fs/cgroup."))
    }
    self.base = base
    Self.sweep(base)
    let safe = name.utf8.map { $0 == UInt8(ascii: "/") || $0 < 0x21 ? UInt8(ascii: "_") : $0 }
    path = "\(base)/assay-\(getpid())-\(String(decoding: safe.prefix(64), as: UTF8.self))"
    guard unsafe mkdir(path, 0o755) == 0 || errno == EEXIST else { throw Self.refused("make", errno) }
    guard Self.enter(path) else {
      let code = errno
      unsafe rmdir(path)
      throw Self.refused("enter", code)
    }
  }

  private static func refused(_ what: String, _ code: Int32) -> Refusal {
    Refusal(
      .environment,
      Reason(
        "this process may not \(what) a cgroup of its own: \(ErrorNumber(code).text)",
        advice: "Run as root, or where the own cgroup is delegated (systemd-run --user -p Delegate=yes).", errno: code))
  }

  /// The directory of this process's cgroup.
  private static var current: String? {
    guard let own = SystemFile.text("/proc/self/cgroup"), let place = Mounts().path(of: "cgroup2"),
      let line = own.split(separator: "\n").first(where: { $0.hasPrefix("0::") })
    else { return nil }
    let below = line.dropFirst(3)
    return below == "/" ? place : place + below
  }

  /// Takes away what processes left that were killed.
  static func sweep() {
    if let base = current { sweep(base) }
  }

  private static func sweep(_ base: String) {
    for name in SystemFile.entries(of: base) where name.hasPrefix("assay-") {
      guard let pid = pid_t(name.dropFirst(6).prefix { $0 != "-" }), pid != getpid(), kill(pid, 0) != 0, errno == ESRCH
      else { continue }
      remove("\(base)/\(name)")
    }
  }

  /// A task that has ended leaves its cgroup a moment later.
  private static func remove(_ path: String) {
    for _ in 0..<50 where unsafe rmdir(path) != 0 {
      guard errno == EBUSY else { return }
      usleep(1000)
    }
  }

  private static func enter(_ path: String) -> Bool {
    let file = unsafe Glibc.open(path + "/cgroup.procs", O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    // 0 stands for the writer.
    return unsafe write(file, "0", 1) == 1
  }

  /// Opens its directory, for a program to be attached to.
  func open(_ code: inout Int32) -> FileDescriptor? {
    let raw = unsafe Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    code = errno
    return raw < 0 ? nil : FileDescriptor(adopting: raw)
  }

  deinit {
    _ = Self.enter(base)
    Self.remove(path)
  }
}
