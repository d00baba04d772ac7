import Foundation
import TestSupport
import Testing

/// `assay verify --explain` as a user runs it.
@Suite struct VerifyExplainTests {
  private func run(_ arguments: String...) async throws -> RunningCommand.Result {
    let cache = try TemporaryDirectory()
    return try await RunningCommand.run(
      Repository.product("assay"), arguments + ["--cache-dir", cache.url.path], environment: ["NO_COLOR": "1"])
  }

  private static let bad = "corpus/rejected/packet_bounds/bad.bpf.c"
  private static let good = "corpus/rejected/packet_bounds/good.bpf.c"

  private func path(_ relative: String) -> String { Repository.path(relative).path }

  @Test(.requires("clang"), .requires("host:xdp"))
  func `verify explains below its table, and only there`() async throws {
    let result = try await run("verify", "--explain", path(Self.bad), path(Self.good))
    #expect(result.ending == .status(1), "\(result.errorText)")
    #expect(result.outputText.contains("1 accepted, 1 rejected\n\nerror[A1203]: "))
    let json = try await run("verify", "--explain", "--format", "json", path(Self.good))
    #expect(json.ending == .status(2))
    #expect(json.errorText.contains("--explain goes below a table"))
  }
}
