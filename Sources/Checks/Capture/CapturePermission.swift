import Foundation
import Glibc

/// What this process must be allowed to do so that a command can be captured and is not changed by it.
enum CapturePermission {
  /// Why a filter of system calls needs CAP_SYS_ADMIN: without it the kernel wants `no_new_privs`, which the command
  /// would inherit. CAP_SYS_PTRACE: a traced set-user-ID program keeps its rights only where the tracer has it.
  private static let needed = [(21, "CAP_SYS_ADMIN"), (19, "CAP_SYS_PTRACE")]

  /// The missing capabilities, by `CapEff` of /proc/self/status.
  static func missing(status: String) -> [String] {
    let line = status.split(separator: "\n").first { $0.hasPrefix("CapEff:") }
    let effective = line.flatMap { $0.split(separator: "\t").last }.flatMap { UInt64($0, radix: 16) } ?? 0
    return needed.filter { effective >> UInt64($0.0) & 1 == 0 }.map(\.1)
  }

  /// The missing capabilities of this process.
  static func missing() -> [String] {
    missing(status: (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? "")
  }
}
