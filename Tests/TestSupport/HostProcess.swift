import Foundation
import Glibc

/// What this test process is and may.
enum HostProcess {
  /// Whether it is root.
  static var isRoot: Bool { geteuid() == 0 }

  /// Whether its effective set has a capability (include/uapi/linux/capability.h).
  static func hasCapability(_ bit: Int) -> Bool {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("CapEff:") }),
      let set = line.split(separator: "\t").last.flatMap({ UInt64($0, radix: 16) })
    else { return false }
    return set >> UInt64(bit) & 1 == 1
  }

  /// An error number in words.
  static func words(_ error: Int32) -> String { unsafe String(cString: strerror(error)) }

  /// The names in a directory; none when it cannot be read.
  static func entries(of directory: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
  }

  /// Closes a descriptor.
  static func close(_ descriptor: Int32) { _ = Glibc.close(descriptor) }
}
