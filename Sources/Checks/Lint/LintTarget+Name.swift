import Foundation
import KernelFacts
import Lints

extension LintTarget {
  /// A kernel by a name that says its version: `6.1`, `debian:6.1`, `host`.
  init(named name: String) throws(CheckError) {
    if name == "host" {
      self = .host
      return
    }
    let version = name.split(separator: ":", maxSplits: 1).last.flatMap { KernelVersion($0) }
    guard let version else {
      throw .usage("--kernel '\(name)' says no version: write 5.10, debian:6.1 or host")
    }
    self.init(name: name, version: version)
  }

  /// The running kernel.
  static var host: LintTarget {
    var names = utsname()
    unsafe uname(&names)
    let release = unsafe withUnsafeBytes(of: names.release) { bytes in
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    return LintTarget(name: "host", version: KernelVersion(release) ?? KernelVersion(0, 0))
  }
}
