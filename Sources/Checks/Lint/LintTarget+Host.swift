import BTF
import Foundation
import KernelFacts
import Lints

extension LintTarget {
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
