import Foundation
import Project
import Toolchain

/// A directory of its own for one test, with sources and a cache; removed with the value.
final class Workbench: Sendable {
  let root: URL
  let cache: DiskCache
  let clang: Clang
  let environment: [String: String]

  init() async throws {
    root = FileManager.default.temporaryDirectory.appending(path: "assay-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    environment = ProcessInfo.processInfo.environment
    cache = DiskCache(explicit: root.appending(path: "cache").path, environment: [:])
    clang = try await Clang.find(explicit: nil, environment: environment, cache: cache)
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  /// Writes a file that was last changed a while ago, as files that are compiled usually were.
  @discardableResult
  func write(_ name: String, _ text: String, secondsAgo: Double = 60) throws -> String {
    let file = root.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    let date = Date(timeIntervalSinceNow: -secondsAgo)
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: file.path)
    return file.path
  }

  func compiler(
    header: KernelHeader? = nil, cache: DiskCache? = nil, timeLimit: Duration = .seconds(60)
  ) -> SourceCompiler {
    SourceCompiler(
      clang: clang, cache: cache ?? self.cache, kernelHeader: header, environment: environment, timeLimit: timeLimit)
  }

  func flags(_ words: String...) throws -> CompilerFlags {
    try CompilerFlags(words.map { CompilerFlag($0) }, relativeTo: root.path)
  }

  static let program = """
    #include <linux/bpf.h>
    #include <bpf/bpf_helpers.h>
    #include "answer.h"
    SEC("xdp") int answer(struct xdp_md *ctx) { return ANSWER; }
    char _license[] SEC("license") = "GPL";
    """
}
