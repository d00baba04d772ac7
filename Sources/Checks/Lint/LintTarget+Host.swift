import BTF
import Jobs
import KernelFacts
import Lints

extension LintTarget {
  /// The running kernel.
  static var host: LintTarget {
    let release = KernelIdentity.running.release
    let types = (try? ByteRegion(mapping: TypeTable.kernelPath)).flatMap { try? TypeTable(region: $0) }
    return LintTarget(name: "host", version: KernelVersion(release) ?? KernelVersion(0, 0), types: types)
  }
}
