import Foundation
import Jobs
import TestSupport
import Testing

/// The corpus on kernels other than the running one, each in a virtual machine that loads all files in one boot. What
/// takes the verifier seconds takes it minutes when it is emulated on a busy machine: those files have a boot of their own,
/// and a limit that only what never ends exceeds.
@Suite(.requires("clang", "vm:5.10", "vm:6.1", "vm:6.12", "vm:7.3")) struct MachineCorpusTests {
  private static let longest = 7200.0

  private static let light = Task { try await run { !$0.tags.contains("complexity") } }
  /// After the others: machines side by side would only slow each other down.
  private static let heavy = Task {
    _ = try? await light.value
    return try await run { $0.tags.contains("complexity") }
  }

  private static func run(_ isWanted: (CorpusFile) -> Bool) async throws -> VerifyReport {
    let files = try CorpusFile.all().filter(isWanted).map(\.path)
    let kernels = Machines.versions.flatMap { ["--kernel", "debian:\($0)"] }
    return try await RunningCommand.run(
      Repository.product("assay"),
      ["verify", "--format", "json", "--cache-dir", Machines.directory, "--time-limit", "1800"] + kernels + files,
      directory: Repository.root, within: longest
    ).verifyReport()
  }

  @Test(arguments: try CorpusFile.all())
  func `Each kernel says of a program what its file expects`(_ file: CorpusFile) async throws {
    let report = try await (file.tags.contains("complexity") ? Self.heavy : Self.light).value
    let rows = report.rows.filter { $0.input == file.path }
    #expect(Set(rows.map(\.outcome.program.name)) == Set(file.expectations.map(\.program)))
    #expect(Set(rows.map(\.kernel?.name)) == Set(Machines.versions.map { "debian:\($0)" }))
    for row in rows {
      let kernel = try #require(row.kernel)
      guard file.isJudged(on: kernel.release) else { continue }
      let program = row.outcome.program.name
      let why: Comment = "\(program) on \(kernel.release): \(row.outcome.reason?.summary ?? "no reason")"
      let expected = try #require(file.expectation(of: program, on: kernel.release), why)
      #expect(row.outcome.verdict.rawValue == expected.verdict, why)
      #expect(row.outcome.reason?.id == expected.id, why)
      file.expectSpans(of: row, expected: expected, why)
      if expected.verdict == "accepted", file.attaches.contains(program) {
        #expect(row.outcome.attachment?.state == .ok, why)
      }
    }
  }
}
