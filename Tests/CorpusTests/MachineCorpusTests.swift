import Findings
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
    let kernels = (["host"] + Machines.versions.map { "debian:\($0)" }).flatMap { ["--kernel", $0] }
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
    #expect(Set(rows.map(\.kernel?.name)) == Set(["host"] + Machines.versions.map { "debian:\($0)" }))
    // What the running kernel says, which may lack a right or a type, is for `CorpusTests`.
    for row in rows where row.kernel?.name != "host" {
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

  @Test(arguments: try CorpusFile.all().filter { $0.expectations.contains { $0.verdict == "rejected" } })
  func `Each kernel that refuses a program tells it by the same lines`(_ file: CorpusFile) async throws {
    let report = try await (file.tags.contains("complexity") ? Self.heavy : Self.light).value
    var told: [String: (kernel: String, spans: [String])] = [:]
    for row in report.rows where row.input == file.path && row.outcome.verdict == .rejected {
      guard let kernel = row.kernel, file.isJudged(on: kernel.release), file.hasCommonSpans(on: kernel.release),
        let id = row.outcome.reason?.id, let finding = row.finding
      else { continue }
      let spans = ([finding.primary].compactMap { $0 } + finding.related).map { "\($0.span.file):\($0.span.line)" }
      let program = "\(row.outcome.program.name) \(id)"
      if let known = told[program] {
        #expect(spans == known.spans, "\(program) on \(kernel.release), and on \(known.kernel)")
      } else {
        told[program] = (kernel.release, spans)
      }
    }
  }
}
