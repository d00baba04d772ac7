import Foundation
import Jobs
import TestSupport
import Testing

/// The stack figures of `assay verify`.
struct WorstStackTests {
  @Test(.requires("host:xdp", "clang"))
  func `Verify names the chain of calls that needs the most stack`() async throws {
    let cache = try TemporaryDirectory()
    let source = Repository.path("corpus/rejected/stack_chain/bad.bpf.c").path
    let result = try await RunningCommand.run(
      Repository.product("assay"), ["verify", source, "--format", "json", "--cache-dir", cache.url.path])
    struct Report: Decodable {
      var rows: [VerifyRow]
    }
    let report = try JSONDecoder().decode(Report.self, from: Data(result.output))
    let row = try #require(report.rows.first, "\(result.errorText)")
    let figures = row.outcome.figures
    let worst = try #require(figures.worstStack)
    #expect(worst.functions.count > 1)
    #expect(worst.functions.first == row.outcome.program.name)
    #expect(worst.frames.allSatisfy { figures.stackDepths?.contains($0) ?? true })
    #expect(row.outcome.verdict == .accepted || worst.bytes > 512)
    // The verifier's own sum, where it refused the program for it.
    if let message = row.outcome.reason?.evidence.first(where: { $0.hasPrefix("combined stack size of") }) {
      #expect(message.contains("of \(worst.functions.count) calls is \(worst.bytes)."))
    }
  }
}
