import Foundation
import Jobs
import Reports
import TestSupport
import Testing

/// `assay test --against` as a user runs it.
@Suite(.requires("clang", "host:xdp")) struct TestAgainstTests {
  private static func program(limit: Int, extra: String = "") -> String {
    """
    #include <linux/bpf.h>
    #include <bpf/bpf_helpers.h>

    struct {
      __uint(type, BPF_MAP_TYPE_ARRAY);
      __uint(max_entries, 4);
      __type(key, __u32);
      __type(value, __u64);
    } sizes SEC(".maps");
    __u64 began;

    SEC("xdp")
    int count(struct xdp_md *ctx)
    {
      __u8 *data = (void *)(long)ctx->data;
      __u32 size = ctx->data_end - ctx->data, key = 1;
      \(extra)
      if (data + 14 > (__u8 *)(long)ctx->data_end)
        return XDP_ABORTED;
      began = bpf_ktime_get_ns();
      if (size > \(limit)) {
        __u64 *total = bpf_map_lookup_elem(&sizes, &key);

        if (total)
          *total += size;
        data[5] = 9;
        return XDP_DROP;
      }
      return XDP_PASS;
    }

    char LICENSE[] SEC("license") = "GPL";
    """
  }

  private static let cases = """
    cases:
      - name: a small one
        packet: {eth: {}, payload: {size: 46}}
        expect: {return: XDP_PASS}
      - name: a large one
        packet: {eth: {}, payload: {size: 100}}
        expect: {return: XDP_DROP}
    """

  private func folder(base: String) throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    _ = try directory.write(Array(Self.program(limit: 90).utf8), to: "count.bpf.c")
    _ = try directory.write(Array(Self.cases.utf8), to: "count.test.yml")
    _ = try directory.write(Array(base.utf8), to: "base.bpf.c")
    return directory
  }

  private func run(_ directory: TemporaryDirectory, _ arguments: String...) async throws -> RunningCommand.Result {
    let cache = try TemporaryDirectory()
    return try await RunningCommand.run(
      Repository.product("assay"),
      ["test", directory.path("count.test.yml").path, "--cache-dir", cache.url.path] + arguments,
      environment: ["NO_COLOR": "1"], within: 3600)
  }

  private func report(_ result: RunningCommand.Result) throws -> TestReport {
    try CanonicalJSON.decode(TestReport.self, from: Data(result.outputText.utf8))
  }

  @Test func `The first case, field and block in which two versions differ are told, and time is left out`()
    async throws
  {
    let directory = try folder(base: Self.program(limit: 120))
    let result = try await run(directory, "--against", directory.path("base.bpf.c").path, "--format", "json")
    #expect(result.ending == .status(1), "\(result.errorText)")
    let cases = try report(result).cases
    #expect(cases.map(\.against) == [nil, nil, "base.bpf.c", "base.bpf.c"])
    #expect(cases.map(\.result) == [.passed, .passed, .passed, .failed])
    let large = try #require(cases.last)
    #expect(large.name == "a large one: against base.bpf.c")
    #expect(
      large.differences.map { "\($0.subject.rawValue) \($0.path): \($0.expected) | \($0.actual)" } == [
        "return : XDP_PASS (2) | XDP_DROP (1)",
        "packet eth.dst (byte 0): 02:00:00:00:00:02 (0x020000000002) | 02:00:00:00:00:09 (0x020000000009)",
        "maps sizes.1: nothing | 114",
      ], "\(large.differences)")
    #expect(large.differences.first?.subject == .return)
    #expect(large.differences.first?.expected == "XDP_PASS (2)")
    #expect(
      large.evidence == [
        CaseEvidence(title: "runs here", lines: ["count.bpf.c:21: if (size > 90) {"]),
        CaseEvidence(title: "runs there", lines: ["base.bpf.c:21: if (size > 120) {"]),
      ])
    #expect(large.notes.contains("not compared, since it differs from run to run: globals began"))
  }

  @Test func `A commit is compiled as it was`() async throws {
    let directory = try folder(base: "")
    let git = try #require(Executables.find("git"))
    try Data(Self.program(limit: 120).utf8).write(to: directory.path("count.bpf.c"))
    for arguments in [["init", "-q"], ["add", "."], ["commit", "-q", "-m", "First"]] {
      let result = try await RunningCommand.run(
        git, ["-c", "user.name=A", "-c", "user.email=a@example.org"] + arguments, directory: directory.url)
      try #require(result.ending == .status(0), "\(result.errorText)")
    }
    #expect(try await run(directory, "--against", "HEAD", "--filter", "a small*").ending == .status(0))
    try Data(Self.program(limit: 90).utf8).write(to: directory.path("count.bpf.c"))
    let result = try await run(directory, "--against", "HEAD")
    #expect(result.ending == .status(1), "\(result.errorText)")
    #expect(result.outputText.contains("a large one: against HEAD"))
    #expect(result.outputText.contains("base XDP_PASS (2)"))
  }

  @Test func `What is the same is no difference, whatever the code is`() async throws {
    let directory = try folder(base: Self.program(limit: 90, extra: "if (size == 7) began++;"))
    let result = try await run(directory, "--against", directory.path("base.bpf.c").path)
    #expect(result.ending == .status(0), "\(result.outputText)\(result.errorText)")
    let clang = directory.path("other-clang")
    _ = try directory.write(Array("#!/bin/sh\nexec clang -fno-inline \"$@\"\n".utf8), to: "other-clang")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: clang.path)
    let other = try await run(directory, "--against-clang", clang.path, "--verbose")
    #expect(other.ending == .status(0), "\(other.outputText)\(other.errorText)")
    #expect(other.outputText.contains("a large one: against other-clang"))
  }

  @Test func `A version that the kernel refuses differs, and one that lacks the program is skipped`() async throws {
    let refused = Self.program(limit: 90, extra: "data[2000] = 1;")
    let directory = try folder(base: refused)
    let result = try await run(directory, "--against", directory.path("base.bpf.c").path)
    #expect(result.ending == .status(1))
    #expect(result.outputText.contains("load"))
    #expect(result.outputText.contains("here it runs") || result.outputText.contains("here     it runs"))
    let other = try folder(base: Self.program(limit: 90).replacing("int count(", with: "int other("))
    try Data((Self.cases.replacing("- name", with: "- program: count\n    name")).utf8)
      .write(to: other.path("count.test.yml"))
    let skipped = try await run(other, "--against", other.path("base.bpf.c").path)
    #expect(skipped.ending == .status(0), "\(skipped.outputText)\(skipped.errorText)")
    #expect(skipped.outputText.contains("base.bpf.c lacks what the case needs: the object has no program 'count'"))
  }

  @Test func `What cannot be compared with is refused`() async throws {
    let directory = try folder(base: "")
    let missing = try await run(directory, "--against", directory.path("nothing.o").path)
    #expect(missing.ending == .status(2))
    #expect(missing.errorText.contains("--against: no such file, directory or commit"))
    _ = try directory.write(Array("{}".utf8), to: "report.json")
    #expect(try await run(directory, "--against", directory.path("report.json").path).ending == .status(2))
    #expect(try await run(directory, "--against-kernel", "nothing at all").ending == .status(2))
    #expect(try await run(directory, "--against", "main", "--update").ending == .status(2))
  }

  @Test(.requires("vm:6.1"))
  func `Two kernels give the same, and the same difference of two versions`() async throws {
    let directory = try folder(base: Self.program(limit: 120))
    let machines = ["--cache-dir", Machines.directory]
    let command = ["test", directory.path("count.test.yml").path, "--against-kernel", "debian:6.1"] + machines
    let same = try await RunningCommand.run(Repository.product("assay"), command, within: 3600)
    #expect(same.ending == .status(0), "\(same.outputText)\(same.errorText)")
    let both = command + ["--against", directory.path("base.bpf.c").path, "--kernel", "debian:6.1", "--kernel", "host"]
    let other = try await RunningCommand.run(Repository.product("assay"), both + ["--format", "json"], within: 3600)
    #expect(other.ending == .status(1), "\(other.errorText)")
    let failed = try report(other).cases.filter { $0.result == .failed }
    #expect(failed.count == 2)
    #expect(failed.allSatisfy { $0.name == "a large one: against base.bpf.c on debian:6.1" })
    #expect(failed.allSatisfy { $0.differences.first?.subject == .return })
  }
}
