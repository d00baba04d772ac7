import Foundation
import Jobs
import Records
import Reports
import TestSupport
import Testing

/// `assay test --coverage` as a user runs it.
@Suite(.requires("clang", "host:xdp")) struct CoverageCommandTests {
  private static let program = """
    #include <linux/bpf.h>
    #include <bpf/bpf_helpers.h>

    const volatile int debug = 0;
    __u64 seen;

    static __attribute__((noinline)) int weigh(__u32 size)
    {
      volatile __u32 weight = size * 2;
      if (weight > 200)
        return 7;
      return weight;
    }

    SEC("xdp")
    int count(struct xdp_md *ctx)
    {
      __u32 size = ctx->data_end - ctx->data;

      if (debug)
        bpf_printk("%u bytes", size);
      if (size == 60)
        return XDP_PASS;
      if (weigh(size) == 7)
        return XDP_DROP;
      seen++;
      return XDP_TX;
    }

    char LICENSE[] SEC("license") = "GPL";
    """

  private static let cases = """
    cases:
      - name: sixty pass
        packet: {eth: {}, payload: {size: 46}}
        expect: {return: XDP_PASS}
      - name: large ones are dropped
        packet: {eth: {}, payload: {size: 200}}
        expect: {return: XDP_DROP}
      - name: small ones go back
        packet: {eth: {}, payload: {size: 50}}
        expect: {return: XDP_TX}
    """

  private func folder() throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    _ = try directory.write(Array(Self.program.utf8), to: "count.bpf.c")
    _ = try directory.write(Array(Self.cases.utf8), to: "count.test.yml")
    return directory
  }

  private func run(_ directory: TemporaryDirectory, _ arguments: String...) async throws -> RunningCommand.Result {
    let cache = try TemporaryDirectory()
    return try await RunningCommand.run(
      Repository.product("assay"),
      ["test", directory.path("count.test.yml").path] + arguments + ["--cache-dir", cache.url.path],
      environment: ["NO_COLOR": "1"], within: 3600)
  }

  private func report(_ directory: TemporaryDirectory, _ arguments: String...) async throws -> CoverageReport {
    let path = directory.path("out.json")
    let cache = try TemporaryDirectory()
    let result = try await RunningCommand.run(
      Repository.product("assay"),
      ["test", directory.path("count.test.yml").path, "--coverage-file", path.path, "--cache-dir", cache.url.path]
        + arguments, within: 3600)
    try #require(result.ending == .status(0), "\(result.errorText)")
    return try CanonicalJSON.decode(CoverageReport.self, from: Data(contentsOf: path))
  }

  @Test func `All that the verifier comes to is covered, and what it never comes to is in no total`() async throws {
    let report = try await report(try folder())
    let program = try #require(report.objects.first?.programs.first)
    #expect(program.branches.covered == program.branches.total)
    #expect(program.branches.total == 7)
    #expect(program.blocks.covered == program.blocks.total)
    #expect(program.unreachedBlocks == 1)
    #expect(program.unmarked == 0)
    #expect(program.notes.isEmpty)
    let lines = try #require(report.objects.first?.files.first { $0.path.hasSuffix("count.bpf.c") }).lines
    // What it prints is made ready before it is known that it is not printed.
    #expect(lines.first { $0.line == 21 }?.hasUnreached == true)
    #expect(lines.first { $0.line == 22 }?.hasUnreached == false)
    #expect(lines.first { $0.line == 9 }?.cases == ["large ones are dropped", "small ones go back"])
  }

  @Test func `What no case does is named with what it would take`() async throws {
    let directory = try folder()
    let result = try await run(directory, "--coverage", "--filter", "sixty*", "--fail-under", "50")
    #expect(result.ending == .status(1), "\(result.errorText)")
    #expect(result.outputText.contains("count.bpf.c:22  no case takes this branch: it needs `size != 60`"))
    #expect(result.outputText.contains("is under the 50.0 % of --fail-under"))
    let whole = try await run(directory, "--coverage", "--fail-under", "100")
    #expect(whole.ending == .status(0), "\(whole.outputText)\(whole.errorText)")
    #expect(!whole.outputText.contains("no case"))
  }

  @Test func `The cases that run a line are named`() async throws {
    let directory = try folder()
    #expect(
      try await run(directory, "--covering", "count.bpf.c:26").outputText
        .contains("count.bpf.c:26: 1 case runs it\n    seen++;\n  small ones go back\n"))
    #expect(
      try await run(directory, "--covering", "count.bpf.c:1").outputText.contains("no instruction came from this line"))
    #expect(
      try await run(directory, "--covering", "other.c:1").outputText.contains(
        "no program under test was made from this file"))
    #expect(try await run(directory, "--covering", "count.bpf.c").ending == .status(2))
    #expect(try await run(directory, "--fail-under", "101").ending == .status(2))
  }

  @Test func `The source shows how many cases ran each line`() async throws {
    let result = try await run(try folder(), "--coverage-source", "--filter", "s*")
    let lines = result.outputText.split(separator: "\n").map(String.init)
    #expect(lines.contains { $0.hasPrefix("     1") && $0.contains("seen++;") })
    #expect(lines.contains { $0.hasPrefix("     2-") && $0.contains("bpf_printk(") })
    #expect(lines.contains { $0.hasPrefix("     2*") && $0.contains("if (size == 60)") } == false)
    #expect(lines.contains { $0.contains("^ no case takes this branch: it needs `weight > 200`") })
  }

  @Test func `JSON is valid by its schema, and lcov and HTML say the same`() async throws {
    let directory = try folder()
    let result = try await run(
      directory, "--coverage-file", directory.path("out.json").path, "--coverage-file", directory.path("out.info").path,
      "--coverage-file", directory.path("out.html").path)
    #expect(result.ending == .status(0), "\(result.errorText)")
    try await JSONSchema("docs/coverage-report.schema.json").expectValid(directory.path("out.json"))
    let info = try String(contentsOf: directory.path("out.info"), encoding: .utf8)
    #expect(info.hasSuffix("end_of_record\n"))
    #expect(info.contains("BRF:7\nBRH:7\n"))
    #expect(info.contains("\nDA:26,1\n"))
    #expect(info.contains("\nFNDA:2,weigh\n"))
    #expect(info.contains("\nBRDA:20,0,1,3\n"))
    #expect(!info.contains("\nBRDA:20,0,0,"))
    let page = try String(contentsOf: directory.path("out.html"), encoding: .utf8)
    #expect(page.contains("title=\"the verifier never comes to a part\""))
    #expect(page.contains("<li>small ones go back</li>"))
    #expect(!page.contains("<script"))
  }

  @Test func `The cases of the tour come to the same with marks`() async throws {
    let directory = try TemporaryDirectory()
    let tour = Repository.path("corpus/tour").path
    var reports: [TestReport] = []
    for arguments in [[], ["--coverage"]] {
      let path = directory.path("report.json")
      let result = try await RunningCommand.run(
        Repository.product("assay"),
        [
          "test", tour, "--kernel", "host", "--format", "json", "-o", path.path, "--cache-dir",
          directory.path("c").path,
        ]
          + arguments, within: 3600)
      try #require(result.ending == .status(0), "\(result.errorText)")
      var report = try CanonicalJSON.decode(TestReport.self, from: Data(contentsOf: path))
      report.seconds = nil
      reports.append(report)
    }
    #expect(reports[0] == reports[1])
    #expect(reports[0].cases.count > 40)
  }

  @Test(.requires("vm:6.1", "vm:6.12"))
  func `Kernels are merged, and a case counts once`() async throws {
    let report = try await report(
      try folder(), "--kernel", "host", "--kernel", "debian:6.1", "--kernel", "debian:6.12", "--filter", "l*")
    let lines = try #require(report.objects.first?.files.first { $0.path.hasSuffix("count.bpf.c") }).lines
    #expect(lines.first { $0.line == 22 }?.cases == ["large ones are dropped"])
    #expect(report.branches.total == 7)
  }
}
