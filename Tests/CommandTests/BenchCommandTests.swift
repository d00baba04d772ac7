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

  /// Costs enough to be told from nothing on any machine.
  private static let costly = """
    #include <linux/bpf.h>
    #include <bpf/bpf_helpers.h>

    SEC("xdp")
    int costly(struct xdp_md *ctx)
    {
    	__u64 sum = 0;

    	for (int i = 0; i < 50; i++)
    		sum += bpf_ktime_get_ns();
    	return sum == 7 ? XDP_DROP : XDP_PASS;
    }

    char LICENSE[] SEC("license") = "GPL";

    """

  @Test(.requires("clang", "host:xdp")) func `budgets of assay.yml are judged, and so are earlier figures`()
    async throws
  {
    let directory = try TemporaryDirectory()
    try directory.write(Self.costly, to: "costly.bpf.c")
    let quick = ["costly.bpf.c", "--loads", "1", "--rounds", "9", "--format", "json"]
    func report(_ arguments: [String], _ status: Int32) async throws -> BenchReport {
      let result = try await bench(arguments, in: directory)
      #expect(result.ending == .status(status), "\(result.errorText)")
      return try CanonicalJSON.decode(BenchReport.self, from: Data(result.output))
    }
    try directory.write(
      "budgets: {costly: {ns_per_run: 1000000, instructions: 9, worst_case: 1 ns}}\n", to: "assay.yml")
    var judged = try await report(quick, 1)
    #expect(judged.rows.first?.budgets.map(\.decision) == [.pass, .fail])
    #expect(judged.notes.contains { $0.hasSuffix("budgets that are decided with --exact: instructions") })

    // Under the same conditions the figures are compared, under others they are not.
    try directory.write("budgets: {'c*': {ns_per_run: 1000000}}\n", to: "assay.yml")
    let key = try #require(judged.rows.first?.key)
    #expect(key.machine?.count == 16 && key.processor != nil && key.object.count == 64)
    #expect(key.compiler?.contains("clang version") ?? false)
    judged.rows[0].key?.compiler = "clang version 3.8"
    try directory.write(String(decoding: try CanonicalJSON.encode(judged), as: UTF8.self), to: "base.json")
    let other = try await report(quick + ["--against", "base.json"], 3)
    let earlier = try #require(other.rows.first?.earlier)
    #expect(earlier.differences.map(\.part) == [.compiler] && earlier.isSameObject && earlier.change != nil)

    // A budget of no program is a mistake where the whole project is measured.
    try directory.write("sources: '*.bpf.c'\nbudgets: {costley: {ns_per_run: 1}}\n", to: "assay.yml")
    let unfit = try await bench(Array(quick.dropFirst()), in: directory)
    #expect(unfit.ending == .status(2))
    #expect(unfit.errorText.contains("assay.yml:2:11: budgets: no program fits 'costley'"), "\(unfit.errorText)")
  }

  @Test(.requires("clang", "host:xdp")) func `a commit is measured beside the sources as they are, and goes`()
    async throws
  {
    let directory = try TemporaryDirectory()
    let git = try #require(Executables.find("git"))
    try directory.write("#define CALLS 1\n", to: "include/calls.h")
    try directory.write("cflags: -Iinclude\n", to: "assay.yml")
    let source = "#include \"calls.h\"\n" + Self.costly.replacingOccurrences(of: "50", with: "CALLS")
    try directory.write(source, to: "bpf/costly.bpf.c")
    for words in [
      ["init", "-q"], ["add", "."],
      ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "Begin"],
    ] {
      let result = try await RunningCommand.run(git, words, directory: directory.url, within: 60)
      #expect(result.ending == .status(0), "\(result.errorText)")
    }
    // Its header is another one now, and there is a further source.
    try directory.write("#define CALLS 50\n", to: "include/calls.h")
    try directory.write(Self.source, to: "bpf/pass.bpf.c")
    let temporary = directory.path("tmp")
    try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
    let result = try await RunningCommand.run(
      Repository.product("assay"),
      [
        "bench", "bpf", "--program", "costly", "--program", "pass", "--against", "HEAD", "--rounds", "9", "--format",
        "json",
      ],
      environment: ["XDG_CACHE_HOME": directory.path("cache").path, "TMPDIR": temporary.path],
      directory: directory.url, within: 600)
    #expect(result.ending == .status(1), "\(result.errorText)")
    let report = try CanonicalJSON.decode(BenchReport.self, from: Data(result.output))
    #expect(report.rows.map(\.program.name) == ["costly", "pass"])
    #expect(report.rows.first?.decision == .regression)
    #expect(report.rows.last?.costs?.change == nil)
    #expect(report.notes.contains("bpf/pass.bpf.c is not in HEAD: nothing to compare with"), "\(report.notes)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path).isEmpty)
    let missing = try await bench(["bpf", "--against", "no-such-branch"], in: directory)
    #expect(missing.ending == .status(2))
    #expect(missing.errorText.contains("error: --against: no such file, directory or commit: no-such-branch (in "))
  }

  @Test(.requires("clang", "host:xdp")) func `the JSON is valid by its schema`() async throws {
    let directory = try place()
    try directory.write(Self.source, to: "main.bpf.c")
    try directory.write("budgets: {pass: {ns_per_run: 1000000, cycles_per_event: 9}}\n", to: "assay.yml")
    let result = try await bench(
      [
        "pass.bpf.c", "--program", "pass", "--program", "sample", "--against", "main.bpf.c", "--event", "page-faults",
        "--loads", "2", "--rounds", "2", "--format", "json", "--output", "out.json",
      ], in: directory)
    #expect(result.ending != .status(2), "\(result.errorText)")
    try await JSONSchema("docs/bench-report.schema.json").expectValid(directory.path("out.json"))
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

  @Test(.requires("host:xdp")) func `loaded programs are looked at, and a wrong name is an error`() async throws {
    let directory = try TemporaryDirectory()
    let missing = try await bench(["--id", "4294967295", "--for", "20ms", "--format", "json"], in: directory)
    #expect(missing.ending == .status(2))
    #expect(missing.errorText.hasPrefix("error: no program has the id 4294967295"), "\(missing.errorText)")
    let report = try CanonicalJSON.decode(LiveReport.self, from: Data(missing.output))
    #expect(report.windows.first?.floor != nil && report.windows.first?.programs.isEmpty ?? false)
    let top = try await RunningCommand.run(
      Repository.product("assay"), ["top", "--interval", "20ms", "--count", "2"], directory: directory.url, within: 60)
    #expect(top.ending == .status(0), "\(top.errorText)")
    #expect(!top.outputText.contains("\u{1B}"))
  }

  @Test(.requires("clang", "host:xdp")) func `a machine is told how often a bench is right on it`() async throws {
    let directory = try TemporaryDirectory()
    let result = try await bench(["--self-test", "--loads", "9", "--format", "json"], in: directory)
    // How quiet this machine is, nobody knows.
    #expect([.status(0), .status(3)].contains(result.ending), "\(result.errorText)")
    let report = try CanonicalJSON.decode(SelfTestReport.self, from: Data(result.output))
    #expect(report.gates.map(\.loads) == [BenchSchedule.native.loads])
    #expect(report.gates.allSatisfy { $0.equal.trials == 500 })
    #expect(report.gates.allSatisfy { $0.detectable?.median ?? 0 > 0 })
    #expect(result.ending == .status(report.holds ? 0 : 3))
  }

  @Test(.requires("clang", "host:tracepoint")) func `a probe is measured by what a command loses to it`() async throws {
    let directory = try TemporaryDirectory()
    let source = Self.source.replacingOccurrences(of: "sched/sched_switch", with: "syscalls/sys_enter_getpid")
    try directory.write(source, to: "pass.bpf.c")
    let arguments = ["pass.bpf.c", "--loads", "1", "--rounds", "3", "--format", "json", "--workload"]
    // A shell that asks for its parent's name would be answered by itself: a program that makes calls is not.
    let result = try await bench(
      arguments + ["python3 -c 'import os\nfor _ in range(20000): os.getpid()'"], in: directory)
    #expect(result.ending == .status(0), "\(result.errorText)")
    let report = try CanonicalJSON.decode(BenchReport.self, from: Data(result.output))
    let row = try #require(report.rows.first { $0.program.name == "switched" })
    let outcome = try #require(row.outcomes.first)
    #expect(outcome.runsPerDeed >= 19_000 && outcome.runsPerSecond ?? 0 > 0 && outcome.driver == nil)
    #expect(outcome.clock?.rung == .taskClock && row.costs?.overhead != nil && row.costs?.hook != nil)
    #expect(report.rows.filter { $0.verdict == .skipped }.map(\.program.name).sorted() == ["pass", "sample"])

    let idle = try await bench(arguments + ["true", "--program", "never"], in: try never())
    #expect(idle.ending == .status(3))
    #expect(String(decoding: idle.output, as: UTF8.self).contains("program never did not run while the workload did"))
    let failing = try await bench(arguments + ["exit 4", "--program", "switched"], in: directory)
    #expect(failing.ending == .status(3))
    #expect(String(decoding: failing.output, as: UTF8.self).contains("the workload ended with status 4"))
  }

  /// A probe of what nobody does.
  private func never() throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    try directory.write(
      Self.source.replacingOccurrences(of: "sched/sched_switch", with: "syscalls/sys_enter_reboot")
        .replacingOccurrences(of: "switched", with: "never"), to: "pass.bpf.c")
    return directory
  }

  @Test(arguments: [
    (["--id", "7", "pass.bpf.c"], "Error: --id, --pinned and --all look at programs that are loaded"),
    (["--all", "--format", "benchstat"], "Error: what loaded programs cost is told as text or json"),
    (["--all", "--for", "soon"], "Error: The value 'soon' is invalid for '--for <time>'"),
    (["--self-test", "--exact"], "Error: --self-test measures programs of its own"),
    (["pass.bpf.c", "--workload", "true", "--exact"], "Error: --workload takes a command's time on this machine"),
    (["pass.bpf.c", "--driver", "walk"], "error: --driver: no driver is called 'walk': there are getppid"),
    (["pass.bpf.c", "--kernel", "debian:6.1"], "error: --kernel debian:6.1: time in a virtual machine says nothing"),
    (["pass.bpf.c", "--against", "main.bpf.o"], "error: --against: no such file, directory or commit: main.bpf.o"),
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
