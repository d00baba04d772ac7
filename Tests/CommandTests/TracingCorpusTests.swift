import Foundation
import Jobs
import Records
import Reports
import TestSupport
import Testing

/// The tracing programs of the corpus, as a user tests them.
@Suite(.requires("clang", "host:xdp", "vm:6.1", "vm:6.12")) struct TracingCorpusTests {
  @Test func `Cases hold on each kernel, and cover what the verifier comes to`() async throws {
    let directory = try TemporaryDirectory()
    let path = directory.path("out.json")
    let result = try await RunningCommand.run(
      Repository.product("assay"),
      [
        "test", "corpus/tracing", "--kernel", "host", "--kernel", "debian:6.1", "--kernel", "debian:6.12", "--format",
        "json", "--coverage-file", path.path, "--cache-dir", Machines.directory,
      ], directory: Repository.root, within: 3600)
    #expect(result.ending == .status(0), "\(result.errorText)")
    let cases = try CanonicalJSON.decode(TestReport.self, from: Data(result.output)).cases
    #expect(Set(cases.map(\.file)).count == 6)
    for tested in cases {
      // Arguments that point to structs take Linux 6.2.
      let isTooNew =
        tested.kernel?.name == "debian:6.1" && ["off_cpu", "file_policy"].contains { tested.file.contains($0) }
      #expect(tested.result == (isTooNew ? .skipped : .passed), "\(tested)")
    }
    let report = try CanonicalJSON.decode(CoverageReport.self, from: Data(contentsOf: path))
    let programs = report.objects.flatMap(\.programs)
    #expect(programs.count == 8)
    for program in programs {
      #expect(program.branches.share ?? 1 >= 0.95, "\(program)")
      #expect(program.blocks.share ?? 0 >= 0.95, "\(program)")
      #expect(program.notes.isEmpty && program.unmarked == 0, "\(program)")
    }
  }
}
