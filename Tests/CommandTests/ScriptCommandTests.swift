import Foundation
import Jobs
import Reports
import TestSupport
import Testing

/// bpftrace's scripts as inputs of the commands, as a user gives them.
@Suite(.requires("bpftrace", "host:root")) struct ScriptCommandTests {
  private static let script = """
    BEGIN { @ns = nsecs; printf("hi %s\\n", comm); }
    tracepoint:sched:sched_process_exit, tracepoint:sched:sched_process_exec
    {
      @c = count(); @k[comm, pid] = count(); @h[cpu] = hist(pid); @t[kstack(3), ustack] = sum(2); @str = comm;
      @l = lhist(pid, 0, 100, 10); @tup = (1, comm); @mn = min(pid); @st = stats(pid); @sarr[comm] = (uint8)3;
    }
    profile:hz:99 { @x[pid] = (uint8)1; printf("%d", elapsed); }
    tracepoint:syscalls:sys_enter_execve { join(args->argv); @z[str(args->filename)] = count(); @n = ntop(1); }
    interval:ms:1 { exit(); }
    END { clear(@ns); }

    """

  private func run(
    _ arguments: [String], environment: [String: String] = [:], within seconds: Double = 120
  ) async throws -> RunningCommand.Result {
    try await RunningCommand.run(
      Repository.product("assay"), arguments, environment: ["NO_COLOR": "1"].merging(environment) { $1 },
      within: seconds)
  }

  private struct Shown: Decodable {
    struct Map: Decodable {
      var name: String
      var type: String
      var keySize: Int
      var valueSize: Int
      var maxEntries: Int
    }
    var license: String
    var maps: [Map]
  }

  /// What bpftrace 0.17 asks the kernel for when it runs this script, as strace shows it; libbpf sets the last one's entries.
  @Test func `Maps are those that bpftrace makes`() async throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(Self.script, to: "all.bt").path
    let result = try await run(["show", path, "--format", "json"])
    #expect(result.ending == .status(0), "\(result.errorText)")
    let shown = try JSONDecoder().decode(Shown.self, from: Data(result.output))
    #expect(shown.license == "GPL")
    #expect(
      shown.maps.map { "\($0.name) \($0.type) \($0.keySize) \($0.valueSize) \($0.maxEntries)" } == [
        "AT_c percpu_array 4 8 1", "AT_h percpu_hash 16 8 4096", "AT_k percpu_hash 24 8 4096",
        "AT_l percpu_hash 8 8 4096", "AT_mn percpu_hash 8 8 4096", "AT_n hash 8 24 4096", "AT_ns hash 8 8 4096",
        "AT_sarr hash 16 8 4096", "AT_st percpu_hash 8 8 4096", "AT_str hash 8 16 4096",
        "AT_t percpu_hash 16 8 4096", "AT_tup hash 8 24 4096", "AT_x hash 8 8 4096", "AT_z percpu_hash 64 8 4096",
        "stack stack_trace 4 1016 131072", "stack_15 stack_trace 4 1016 131072", "join percpu_array 4 16400 1",
        "elapsed hash 8 8 1", "printf perf_event_array 4 4 0",
      ])
  }

  @Test func `Each probe is a program of the type that bpftrace loads`() async throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(Self.script, to: "all.bt").path
    let result = try await run(["verify", directory.url.path, "--format", "json"])
    #expect(result.ending == .status(0), "\(result.outputText)\(result.errorText)")
    let report = try CanonicalJSON.decode(VerifyReport.self, from: Data(result.output))
    #expect(report.rows.allSatisfy { $0.outcome.verdict == .accepted && $0.input == path })
    #expect(
      report.rows.map(\.outcome.program.name) == [
        "BEGIN", "END", "tracepoint_sched_sched_process_exit", "profile_hz_99", "interval_ms_1",
        "tracepoint_syscalls_sys_enter_execve",
      ])
    // A program's lines are its probe's.
    let shown = try await run(["show", path, "profile_hz_99"])
    #expect(shown.outputText.contains("all.bt:7  profile:hz:99 { @x[pid]"))
    #expect(shown.outputText.contains("perf_event"))
  }

  @Test(.requires("vm:6.1")) func `A kprobe is verified and attached by a kernel that has it`() async throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(
      "kprobe:do_sys_openat2 { @[comm] = count(); }\nkretprobe:vfs_read { @b = hist(retval); }\n", to: "k.bt"
    ).path
    let result = try await run(
      ["verify", path, "--kernel", "debian:6.1", "--cache-dir", Machines.directory], within: 3600)
    #expect(result.ending == .status(0), "\(result.outputText)\(result.errorText)")
    #expect(result.outputText.contains("kprobe_do_sys_openat2") && result.outputText.contains("2 accepted"))
  }

  @Test func `What bpftrace refuses has its place, and a missing bpftrace is named`() async throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write("BEGIN { @x = 1; }\nEND { @y = rnd(); }\n", to: "bad.bt").path
    let refused = try await run(["verify", path, "--format", "json"])
    #expect(refused.ending == .status(1))
    let report = try CanonicalJSON.decode(VerifyReport.self, from: Data(refused.output))
    #expect(
      report.rows.map(\.outcome.reason?.summary) == ["it does not compile: \(path):2:12: Unknown function: rnd"])
    let missing = try await run(["verify", path], environment: ["PATH": "/nowhere"])
    #expect(missing.ending == .status(3))
    #expect(missing.outputText.contains("a script is compiled by bpftrace, and there is none along PATH"))
    #expect(missing.outputText.contains("apt-get install bpftrace"))
  }

  @Test func `Comments in a script keep a finding, and a word is mended`() async throws {
    let directory = try TemporaryDirectory()
    let kept = try directory.write(
      "tracepoint:sched:sched_process_exit {\n  // assay: allow A2551: runs for a minute\n  @[nsecs] = 1;\n}\n",
      to: "kept.bt")
    let quiet = try await run(["lint", "--no-kernel", kept.path])
    #expect(quiet.ending == .status(0), "\(quiet.outputText)")
    #expect(quiet.outputText.contains("1 allowed"), "\(quiet.outputText)")
    let file = try directory.write("BEGIN { @ = rand() % 8; }\n", to: "mend.bt")
    let found = try await run(["lint", "--no-kernel", file.path])
    #expect(found.ending == .status(1))
    #expect(found.outputText.contains("error[A2051]: rand() is no function of bpftrace"), "\(found.outputText)")
    _ = try await run(["lint", "--no-kernel", "--fix", file.path])
    #expect(try String(contentsOf: file, encoding: .utf8) == "BEGIN { @ = rand % 8; }\n")
    #expect(try await run(["lint", "--no-kernel", file.path]).ending == .status(0))
  }

  @Test func `A script has test cases as an object has`() async throws {
    let directory = try TemporaryDirectory()
    let script = try directory.write(
      "tracepoint:sched:sched_process_exec { @execs = count(); }\n", to: "execs.bt")
    _ = try directory.write(
      """
      cases:
        - name: counts a process that runs a command
          attach: tracepoint_sched_sched_process_exec
          drive: [exec: []]
          expect: {maps: {AT_execs: {0: {sum: ">= 1"}}}}
      """, to: "execs.test.yml")
    let result = try await run(["test", script.path])
    #expect(result.ending == .status(0), "\(result.outputText)\(result.errorText)")
  }
}
