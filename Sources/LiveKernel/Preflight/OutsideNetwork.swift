import CProcess
import Glibc

/// The network namespace of the first process that this one descends from, as far up as may be looked. Some settings of the
/// whole kernel - whether programs are compiled, and how - are shown only in the first of all namespaces, and a worker is in
/// one of its own. The thread comes back to its own when this goes.
final class OutsideNetwork {
  private let own: FileDescriptor

  /// Enters it. Nil where that may not be.
  init?() {
    guard let outside = Self.outermost() else { return nil }
    let before = assay_open_network()
    guard before >= 0 else { return nil }
    own = FileDescriptor(adopting: before)
    guard assay_enter_network(outside.raw) == 0 else { return nil }
  }

  deinit {
    // What is measured next must not run in somebody else's network.
    if assay_enter_network(own.raw) != 0 { _exit(EXIT_FAILURE) }
  }

  private static func outermost() -> FileDescriptor? {
    var process = getppid()
    var found: CInt = -1
    while process > 0 {
      let network = unsafe open("/proc/\(process)/ns/net", O_RDONLY | O_CLOEXEC)
      guard network >= 0 else { break }
      if found >= 0 { close(found) }
      found = network
      process = parent(of: process)
    }
    return found >= 0 ? FileDescriptor(adopting: found) : nil
  }

  /// 0 where there is none, or it is not told.
  private static func parent(of process: pid_t) -> pid_t {
    let lines = SystemFile.text("/proc/\(process)/status")?.split(separator: "\n") ?? []
    let line = lines.first { $0.hasPrefix("PPid:") }
    return line?.split(whereSeparator: \.isWhitespace).last.flatMap { pid_t($0) } ?? 0
  }
}
