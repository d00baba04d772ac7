import Foundation

/// What the running kernel says of its tracepoints.
enum RunningTracepoint {
  /// Where tracefs is mounted: in its own place, or in debugfs.
  private static let roots = ["/sys/kernel/tracing", "/sys/kernel/debug/tracing"]

  /// The description of a tracepoint's record, by `CATEGORY/NAME`; nil where it cannot be read.
  /// - Parameter isRunning: whether it is asked for the running kernel. For others only system calls are told: what their
  ///   arguments are called is the same on each.
  static func format(of target: String, isRunning: Bool) -> String? {
    guard isRunning || target.hasPrefix("syscalls/"), !target.split(separator: "/").contains("..") else { return nil }
    return roots.lazy.compactMap { root in
      try? String(contentsOfFile: "\(root)/events/\(target)/format", encoding: .utf8)
    }.first
  }
}
