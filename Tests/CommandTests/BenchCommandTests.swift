import Foundation
import Jobs
import Measuring
import Reports
import TestSupport
import Testing

/// `assay bench` as a user runs it, on the running kernel.
@Suite(.serialized) struct BenchCommandTests {
  private static let source = """
    #include <linux/bpf.h>
    #include <bpf/bpf_helpers.h>

    SEC("xdp")
    int pass(struct xdp_md *ctx)
    {
    	return XDP_PASS;
    }

    SEC("tp/sched/sched_switch")
    int switched(void *ctx)
    {
    	return 0;
    }

    SEC("perf_event")
    int sample(void *ctx)
    {
    	return 0;
    }

    char LICENSE[] SEC("license") = "GPL";
    """

  private func bench(_ arguments: [String], in directory: TemporaryDirectory) async throws -> RunningCommand.Result {
    try await RunningCommand.run(
      Repository.product("assay"), ["bench"] + arguments,
      environment: ["XDG_CACHE_HOME": directory.path("cache").path], directory: directory.url, within: 600)
  }

  private func place() throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    try directory.write(Self.source, to: "pass.bpf.c")
    return directory
  }

  @Test(.requires("clang", "host:xdp")) func `a program is measured, and what cannot be is told`() async throws {
    let result = try await bench(
      ["pass.bpf.c", "--program", "pass", "--program", "sample", "--loads", "1", "--rounds", "3", "--format", "json"],
      in: try place())
    #expect(result.ending == .status(0), "\(result.errorText)")
    let report = try CanonicalJSON.decode(BenchReport.self, from: Data(result.output))
    #expect(report.rows.map(\.program.name) == ["pass", "sample"])
    let row = try #require(report.rows.first)
    #expect(row.costs?.body != nil && row.costs?.hook == nil && row.exact == nil)
    #expect(row.outcomes.first?.clock?.rung != .instructions)
    #expect(row.kernel?.name == "host")
    #expect(report.conditions["host"]?.groups.isEmpty == false)
    #expect(report.rows.last?.verdict == .skipped)
    #expect(report.rows.last?.reason?.summary.contains("perf_event") ?? false)
  }

  @Test(.requires("clang", "host:tracepoint"), arguments: ["switch", "fork", "exec"])
  func `a driver that takes a child makes a probe run`(_ driver: String) async throws {
    let result = try await bench(
      ["pass.bpf.c", "--program", "switched", "--driver", driver, "--loads", "1", "--rounds", "1", "--format", "json"],
      in: try place())
    let report = try CanonicalJSON.decode(BenchReport.self, from: Data(result.output))
    let outcome = try #require(report.rows.first?.outcomes.first)
    #expect(outcome.failure == nil, "\(outcome.failure?.reason.summary ?? "")")
    #expect(outcome.driver?.rawValue == driver && outcome.runsPerDeed >= 1)
  }

  @Test(.requires("clang", "host:xdp")) func `the cases of a test file are the subjects`() async throws {
    let directory = try place()
    try directory.write(
      """
      cases:
        - {name: small, program: pass, packet: {eth: {}}, expect: {return: XDP_PASS}}
        - {name: large, program: pass, packet: {eth: {}, payload: {size: 900}}, expect: {return: XDP_PASS}}

      """, to: "pass.test.yml")
    let result = try await bench(
      ["pass.bpf.c", "--program", "pass", "--loads", "1", "--rounds", "3", "--format", "json"], in: directory)
    #expect(result.ending == .status(0), "\(result.errorText)")
    let report = try CanonicalJSON.decode(BenchReport.self, from: Data(result.output))
    #expect(report.rows.map(\.caseName) == ["small", "large"])
  }

  @Test(.requires("clang", "host:xdp")) func `an event that cannot be counted is named, and is no 0`() async throws {
    let arguments = ["pass.bpf.c", "--program", "pass", "--loads", "1", "--rounds", "2", "--format", "json", "--event"]
    let unknown = try await bench(arguments + ["cash-misses"], in: try place())
    #expect(unknown.ending == .status(3))
    let refused = try CanonicalJSON.decode(BenchReport.self, from: Data(unknown.output))
    #expect(refused.rows.first?.reason?.summary.hasPrefix("cash-misses cannot be counted: ") ?? false)
    let counted = try await bench(arguments + ["page-faults"], in: try place())
    #expect(counted.ending == .status(0), "\(counted.errorText)")
    let report = try CanonicalJSON.decode(BenchReport.self, from: Data(counted.output))
    #expect(report.rows.first?.counts.last?.name == "page-faults")
  }

  @Test(arguments: [
    (["pass.bpf.c", "--driver", "walk"], "error: --driver: no driver is called 'walk': there are getppid"),
    (["pass.bpf.c", "--kernel", "debian:6.1"], "error: --kernel debian:6.1: time in a virtual machine says nothing"),
    (["pass.bpf.c", "--against", "main.bpf.o"], "error: --against: no such file or directory: main.bpf.o"),
    (["gone.bpf.c"], "error: no such file or directory: gone.bpf.c"),
    (["pass.bpf.c", "--program", "other"], "error: no input has a program that fits --program other"),
    (["pass.bpf.c", "--loads", "0"], "Error: --time-limit, --loads and --rounds take numbers above 0"),
  ])
  func `wrong usage is named`(_ arguments: [String], _ message: String) async throws {
    let result = try await bench(arguments, in: try place())
    #expect(result.ending == .status(2))
    #expect(result.errorText.contains(message), "\(result.errorText)")
  }
}
