import Records
import Foundation
import Jobs
import Project

extension RecordedHost {
  /// The machine that this process runs on.
  static var here: RecordedHost {
    let running = KernelIdentity.running
    let facts =
      (try? LocalFile.read("/proc/cpuinfo", limit: 16 << 20)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let model = facts.split(separator: "\n").first { $0.hasPrefix("model name") }?.split(separator: ":").last
    return RecordedHost(
      processor: model.map { $0.trimmingCharacters(in: .whitespaces) } ?? running.machine,
      cores: ProcessInfo.processInfo.processorCount, release: running.release, machine: running.machine)
  }
}
