import CLibbpf
import Glibc

/// The kernel's statistics of programs, kept for as long as this lives (since 5.8); nobody's setting is changed.
final class RunTime {
  /// What readings of them are called.
  static let counter = "run-time"

  private let descriptor: FileDescriptor

  /// Has them kept. Nil where this process may not.
  init?() {
    let raw = bpf_enable_stats(BPF_STATS_RUN_TIME)
    guard raw >= 0 else { return nil }
    descriptor = FileDescriptor(adopting: raw)
  }
}
