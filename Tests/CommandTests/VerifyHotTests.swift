import Foundation
import TestSupport
import Testing

/// `assay verify --hot` as a user runs it.
@Suite struct VerifyHotTests {
  private func run(_ arguments: String...) async throws -> RunningCommand.Result {
    let cache = try TemporaryDirectory()
    return try await RunningCommand.run(
      Repository.product("assay"), arguments + ["--cache-dir", cache.url.path], environment: ["NO_COLOR": "1"])
  }

  private func path(_ relative: String) -> String { Repository.path(relative).path }

  @Test(.requires("clang"), .requires("host:xdp"))
  func `verify says where its work went, to the last instruction`() async throws {
    let source = path("corpus/rejected/stack_chain/good.bpf.c")
    let text = try await run("verify", "--hot", source)
    #expect(text.ending == .status(0), "\(text.errorText)")
    #expect(text.outputText.contains("  store · "), "\(text.outputText)")
    let json = try await run("verify", "--hot", "--format", "json", source)
    let root = try #require(try JSONSerialization.jsonObject(with: Data(json.output)) as? [String: Any])
    let row = try #require((root["rows"] as? [[String: Any]])?.first)
    let figures = try #require((row["outcome"] as? [String: Any])?["figures"] as? [String: Any])
    let hot = try #require(row["hot"] as? [String: Any])
    #expect(hot["walked"] as? Int == figures["verifiedInstructions"] as? Int)
    let functions = try #require(hot["functions"] as? [[String: Any]])
    #expect(functions.compactMap { $0["walked"] as? Int }.reduce(0, +) == hot["walked"] as? Int)
    #expect(functions.first?["entered"] as? Int == 2)
    #expect(try await run("verify", "--hot", "--format", "csv", source).ending == .status(2))
  }
}
