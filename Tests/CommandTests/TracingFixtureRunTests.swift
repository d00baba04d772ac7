import Foundation
import Jobs
import Records
import Reports
import TestSupport
import Testing

/// Tracing programs on contexts that are laid out, and mocks of what programs call, on three kernels: what passes, what
/// differs, what cannot be true, and what cannot be asked.
@Suite(.serialized, .requires("clang", "host:xdp", "vm:6.1", "vm:6.12")) struct TracingFixtureRunTests {
  private static let kernels = ["host", "debian:6.1", "debian:6.12"]

  private func run(_ files: [String], _ more: [String] = []) async throws -> RunningCommand.Result {
    try await RunningCommand.run(
      Repository.product("assay"),
      ["test", "--cache-dir", Machines.directory] + more
        + files.map { Repository.path("Tests/CommandTests/TestRunTypes/\($0).test.yml").path }, within: 3600)
  }

  private func cases(_ files: String...) async throws -> [TestedCase] {
    let result = try await run(files, ["--format", "json"] + Self.kernels.flatMap { ["--kernel", $0] })
    let cases = try CanonicalJSON.decode(TestReport.self, from: Data(result.output)).cases
    #expect(Set(cases.compactMap(\.kernel?.name)) == Set(Self.kernels), "\(result.errorText)")
    return cases
  }

  /// Arguments that point to structs take Linux 6.2.
  private static let typed: Set<String> = ["tp_btf", "fentry", "fexit", "lsm", "a path"]

  private func isTooNew(_ tested: TestedCase) -> Bool {
    Self.typed.contains(tested.name) && tested.kernel?.name == "debian:6.1"
  }

  @Test func `each type runs under the type that stands for it`() async throws {
    let cases = try await cases("tracing", "mocks")
    #expect(cases.count == 3 * (13 + 7))
    for tested in cases {
      #expect(tested.result == (isTooNew(tested) ? .skipped : .passed), "\(tested)")
      if isTooNew(tested) { #expect(tested.reason?.summary.contains("bpf_rdonly_cast") == true) }
    }
    func hosts(_ names: String...) -> Set<String?> {
      Set(cases.filter { names.contains($0.name) && !isTooNew($0) }.map(\.host))
    }
    #expect(hosts("kprobe", "kretprobe", "uprobe", "uretprobe", "perf_event") == ["raw_tracepoint, context rewritten"])
    #expect(hosts("sleepable uprobe") == ["syscall"])
    #expect(hosts("tracepoint of a call", "tracepoint", "raw tracepoint") == ["raw_tracepoint"])
    #expect(hosts("tp_btf", "fentry", "fexit", "lsm") == ["raw_tracepoint, arguments typed"])
    #expect(hosts("a route") == [nil])
  }

  @Test func `marks tell what ran under another type and with mocks, and change nothing`() async throws {
    let directory = try TemporaryDirectory()
    let files = ["tracing", "mocks", "tracing-failing"]
    var reports: [[TestedCase]] = []
    for arguments in [[], ["--coverage-file", directory.path("out.json").path]] {
      let result = try await run(files, ["--format", "json"] + Self.kernels.flatMap { ["--kernel", $0] } + arguments)
      reports.append(try CanonicalJSON.decode(TestReport.self, from: Data(result.output)).cases)
    }
    #expect(reports[0].map(\.result) == reports[1].map(\.result))
    #expect(reports[0].map(\.host) == reports[1].map(\.host))
    #expect(reports[0].map(\.notes) == reports[1].map(\.notes))
    let report = try CanonicalJSON.decode(CoverageReport.self, from: Data(contentsOf: directory.path("out.json")))
    let programs = report.objects.flatMap(\.programs)
    #expect(programs.count > 15)
    for program in programs {
      #expect(program.notes.isEmpty && program.unmarked == 0, "\(program)")
      #expect(program.blocks.covered > 0, "\(program)")
    }
  }

  @Test func `what differs is shown for each type`() async throws {
    let cases = try await cases("tracing-failing", "mocks-failing")
    #expect(cases.count == 3 * (15 + 3))
    for tested in cases where !isTooNew(tested) {
      #expect(tested.result == .failed && !tested.differences.isEmpty && tested.reason == nil, "\(tested)")
    }
    for tested in cases where tested.name.hasPrefix("poison") {
      #expect(tested.differences.contains { $0.expected.hasPrefix("the same, whatever stands") }, "\(tested)")
    }
  }

  @Test func `what cannot be true is skipped, and why is said`() async throws {
    let cases = try await cases("tracing-skipped")
    #expect(cases.count == 6)
    for tested in cases {
      #expect(tested.result == .skipped)
      let said = tested.name == "a stack" ? "calls bpf_get_stack" : isTooNew(tested) ? "bpf_rdonly_cast" : "bpf_d_path"
      #expect(tested.reason?.summary.contains(said) == true, "\(tested)")
    }
  }

  @Test func `functions of the kernel's are mocked and looked at like helpers, where it has them`() async throws {
    let cases = try await cases("mocked-functions")
    #expect(cases.count == 3 * 4)
    for tested in cases {
      // bpf_task_from_pid came with 6.2, bpf_dynptr_size with 6.5.
      #expect(tested.result == (tested.kernel?.name == "debian:6.1" ? .failed : .passed), "\(tested)")
      if tested.result == .failed { #expect(tested.reason?.summary.contains("bpf_") == true, "\(tested)") }
    }
  }

  @Test(arguments: [("tracing-inputs", 13), ("mocks-inputs", 9)])
  func `what cannot be given is shown where it is written, before anything runs`(file: String, count: Int) async throws
  {
    let result = try await run([file])
    #expect(result.ending == .status(2))
    #expect(result.output == [])
    let lines = Set(
      result.errorText.components(separatedBy: "\(file).test.yml:").dropFirst().compactMap {
        Int($0.prefix { $0 != ":" })
      })
    #expect(lines.count == count, "\(result.errorText)")
  }

  @Test func `each call that can fail fails once`() async throws {
    let result = try await run(["mocks-sweep"], ["--format", "json", "--fail-each", "--kernel", "host"])
    #expect(result.ending == .status(1))
    let cases = try CanonicalJSON.decode(TestReport.self, from: Data(result.output)).cases
    let calls = ["bpf_ringbuf_reserve", "bpf_get_current_comm", "bpf_probe_read_user_str"]
    for name in ["goes on", "counts nothing"] {
      let swept = cases.filter { $0.name.hasPrefix("\(name): ") }
      #expect(swept.count == 3, "\(cases.map(\.name))")
      for call in calls { #expect(swept.contains { $0.name.contains(": \(call) in line ") }) }
    }
    let failed = cases.filter { $0.result != .passed }
    #expect(failed.count == 1 && failed[0].name.hasPrefix("counts nothing: bpf_ringbuf_reserve"), "\(failed)")
    #expect(failed.first?.differences.first?.path == "lost")
  }

  /// On each kernel one of two files has calls to fail, and the other nothing more to ask: nobody waits for nobody.
  @Test(.timeLimit(.minutes(5))) func `calls fail on two machines at once`() async throws {
    let directory = try TemporaryDirectory()
    _ = try directory.write(Array(Self.age.utf8), to: "age.bpf.c")
    for (name, returned) in [("old", 0), ("new", 1)] {
      let text = """
        objects: [age.bpf.c]
        cases:
          - {name: \(name), program: age, packet: {eth: {}, ipv4: {}}, expect: {return: \(returned)}}
        """
      _ = try directory.write(Array(text.utf8), to: "\(name).test.yml")
    }
    let result = try await RunningCommand.run(
      Repository.product("assay"),
      [
        "test", "--cache-dir", Machines.directory, "--format", "json", "--fail-each", "--kernel", "debian:6.1",
        "--kernel", "debian:6.12", directory.url.path,
      ], within: 240)
    #expect(result.ending == .status(1), "\(result.errorText)")
    let cases = try CanonicalJSON.decode(TestReport.self, from: Data(result.output)).cases
    let passed = Set(cases.filter { $0.result == .passed }.map { "\($0.kernel?.name ?? "") \($0.name.prefix(5))" })
    #expect(passed == ["debian:6.1 old", "debian:6.1 old: ", "debian:6.12 new", "debian:6.12 new: "])
  }

  private static let age = """
    #include <linux/bpf.h>
    #include <bpf/bpf_helpers.h>
    extern int LINUX_KERNEL_VERSION __kconfig;
    struct {
      __uint(type, BPF_MAP_TYPE_ARRAY);
      __uint(max_entries, 1);
      __type(key, __u32);
      __type(value, __u64);
    } table SEC(".maps");
    SEC("xdp") int age(struct xdp_md *c) {
      __u32 key = 0;
      __u64 *value = bpf_map_lookup_elem(&table, &key);
      if (value) *value += 1;
      return LINUX_KERNEL_VERSION > (6 << 16 | 6 << 8);
    }
    char LICENSE[] SEC("license") = "GPL";
    """
}
