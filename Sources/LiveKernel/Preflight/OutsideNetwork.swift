import CProcess
import Glibc

/// The network namespace of the process that started this one. Some settings of the whole kernel - whether programs are
/// compiled, and how - are shown only in the first of all namespaces, and a worker is in one of its own. The thread comes back
/// to its own when this goes.
final class OutsideNetwork {
  private let own: FileDescriptor

  /// Enters it. Nil where that may not be.
  init?() {
    let before = assay_open_network()
    guard before >= 0 else { return nil }
    own = FileDescriptor(adopting: before)
    let raw = unsafe open("/proc/\(getppid())/ns/net", O_RDONLY | O_CLOEXEC)
    guard raw >= 0 else { return nil }
    let outside = FileDescriptor(adopting: raw)
    guard assay_enter_network(outside.raw) == 0 else { return nil }
  }

  deinit {
    // What is measured next must not run in somebody else's network.
    if assay_enter_network(own.raw) != 0 { _exit(EXIT_FAILURE) }
  }
}
