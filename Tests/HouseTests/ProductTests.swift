import Foundation
import TestSupport
import Testing

/// What `ci/build` makes, where `ASSAY_DIST` says that it has.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["ASSAY_DIST"] != nil, "ASSAY_DIST names no built products"))
struct ProductTests {
  private func product(_ name: String) throws -> URL {
    URL(fileURLWithPath: try #require(ProcessInfo.processInfo.environment["ASSAY_DIST"])).appending(path: name)
  }

  /// The shared libraries that a product loads, as `ldd` names them.
  private func libraries(_ name: String) async throws -> Set<String> {
    let ldd = try #require(Executables.find("ldd"))
    let result = try await RunningCommand.run(ldd, [try product(name).path])
    let names = result.outputText.split(separator: "\n").compactMap { $0.split(separator: " ").first }
    return Set(names.compactMap { $0.split(separator: "/").last?.split(separator: ".").first.map(String.init) })
  }

  @Test func `assay loads libc, libm, libstdc++ and libgcc_s only`() async throws {
    #expect(
      try await libraries("assay").map { $0.trimmingCharacters(in: .whitespaces) }.sorted()
        == ["ld-linux-x86-64", "libc", "libgcc_s", "libm", "libstdc++", "linux-vdso"])
  }

  @Test func `the worker is one file of under 20 MB without a shared library or ICU`() throws {
    let bytes = try Data(contentsOf: product("assay-worker"), options: .alwaysMapped)
    #expect(bytes.count < 20_000_000)
    #expect(bytes.range(of: Data("/lib64/ld-linux".utf8)) == nil, "it names a dynamic loader")
    #expect(bytes.range(of: Data("icudt".utf8)) == nil, "it carries ICU")
  }

  @Test func `both are of one build`() async throws {
    let assay = try await RunningCommand.run(try product("assay"), ["--version"])
    let worker = try await RunningCommand.run(try product("assay-worker"), ["--version"])
    #expect(assay.ending == .status(0))
    #expect(worker.outputText.hasPrefix(assay.outputText.trimmingCharacters(in: .whitespacesAndNewlines)))
  }
}
