import Findings
import Foundation
import Jobs
import Reports
import TestSupport
import Testing

/// Each rule's programs, as a user lints them.
@Suite(.requires("clang")) struct LintCorpusTests {
  @Test(arguments: try CorpusFile.all(below: "corpus/lint"))
  func `A rule finds its bad program once, and nothing is found in the good one`(_ file: CorpusFile) async throws {
    let cache = try TemporaryDirectory()
    let options = file.targets.flatMap { ["--for", $0] } + file.lintFlags.flatMap { ["--cflags", $0] }
    let result = try await RunningCommand.run(
      Repository.product("assay"),
      ["lint", file.path, "--no-kernel", "--format", "json", "--cache-dir", cache.url.path] + options,
      directory: Repository.root, within: 600)
    let report = try CanonicalJSON.decode(LintReport.self, from: Data(result.output))
    let found = report.findings.map { "\($0.finding.id ?? "-"):\($0.finding.primary?.span.line ?? 0)" }
    let expected = file.lint.map { "\($0):\(file.findingLine ?? 0)" }
    #expect(found == (expected.map { [$0] } ?? []), "\(report.findings.map(\.finding.title)) \(result.errorText)")
    for found in report.findings {
      #expect(found.finding.primary?.span.file == file.path)
      #expect(found.finding.fix != nil)
    }
  }

  @Test(
    .requires("bpftrace", "host:root"),
    arguments: try FileManager.default.subpathsOfDirectory(atPath: Repository.path("corpus/lint").path)
      .filter { $0.hasSuffix(".bt") }.sorted().map { "corpus/lint/\($0)" })
  func `A rule finds its bad script once, and nothing is found in the good one`(_ path: String) async throws {
    let lines = try String(contentsOf: Repository.path(path), encoding: .utf8).split(
      separator: "\n", omittingEmptySubsequences: false)
    let id = lines.first { $0.hasPrefix("// lint: ") }?.dropFirst(9)
    #expect((id != nil) == path.hasSuffix("bad.bt"))
    let expected = id.map { "\($0):\(1 + (lines.firstIndex { $0.contains("<finding>") } ?? -1))" }
    let result = try await RunningCommand.run(
      Repository.product("assay"), ["lint", path, "--no-kernel", "--format", "json"], directory: Repository.root,
      within: 600)
    let report = try CanonicalJSON.decode(LintReport.self, from: Data(result.output))
    let found = report.findings.map(\.finding)
    #expect(
      found.map { "\($0.id ?? "-"):\($0.primary?.span.line ?? 0)" } == (expected.map { [$0] } ?? []),
      "\(found.map(\.title)) \(result.errorText)")
    #expect(found.allSatisfy { $0.primary?.span.file == path && $0.primary?.span.column != nil && $0.fix != nil })
    // All but what bpftrace refuses are compiled by it.
    #expect(report.programs == (id == "A2051" ? 0 : lines.filter { $0 == "{" }.count))
  }

  @Test func `A tour is clean`() async throws {
    let result = try await RunningCommand.run(
      Repository.product("assay"), ["lint", "corpus/tour", "--no-kernel", "--format", "json"],
      directory: Repository.root, within: 600)
    let report = try CanonicalJSON.decode(LintReport.self, from: Data(result.output))
    #expect(report.findings.filter { $0.finding.severity == .error }.map(\.finding.title) == [])
    #expect(report.programs > 10)
  }
}
