import CProcess
import Glibc

/// The place of a child that does one job and ends: what it makes is its own, and goes with it.
enum OwnPlace {
  /// Takes it; whether the process has a network namespace that nobody else is in.
  static func take() -> Bool {
    let hasOwnNetwork = assay_unshare_network() == 0
    if hasOwnNetwork { _ = assay_raise_loopback() }
    mountTracing()
    return hasOwnNetwork
  }

  /// What programs print and where tracepoints are is told by tracefs, which not every machine mounts: this process gets
  /// one that nobody else sees. Where it may not, what needs it says so.
  static func mountTracing() {
    let places = ["/sys/kernel/tracing/events", "/sys/kernel/debug/tracing/events"]
    guard places.allSatisfy({ unsafe access($0, F_OK) != 0 && errno == ENOENT }) else { return }
    _ = assay_mount_tracing()
  }
}
