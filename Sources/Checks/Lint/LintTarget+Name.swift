import BTF
import Foundation
import KernelFacts
import Lints
import MicroVM

extension LintTarget {
  /// A kernel by its version, such as `6.1`, or `host`.
  init(named name: String) throws(CheckError) {
    if name == "host" {
      self = .host
      return
    }
    guard let version = KernelVersion(name) else {
      throw .usage("--for '\(name)' is no version: write 5.10")
    }
    self.init(name: name, version: version)
  }

  /// A kernel that is asked too; nil where its name does not tell its version.
  init?(wish: KernelWish) {
    let name = wish.reference.text
    if wish == .host {
      self = .host
      return
    }
    guard let version = name.split(separator: ":", maxSplits: 1).last.flatMap({ KernelVersion($0) }) else { return nil }
    self.init(name: name, version: version)
  }

  /// The running kernel.
  static var host: LintTarget {
    var names = utsname()
    unsafe uname(&names)
    let release = unsafe withUnsafeBytes(of: names.release) { bytes in
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    let types = (try? ByteRegion(mapping: TypeTable.kernelPath)).flatMap { try? TypeTable(region: $0) }
    return LintTarget(name: "host", version: KernelVersion(release) ?? KernelVersion(0, 0), types: types)
  }
}
