import Foundation
import TestSupport
import Testing

/// What `assay verify` needs: exactly CAP_BPF and CAP_PERFMON, and CAP_NET_ADMIN for networking types.
@Suite(.requires("host:root", "host:bpf", "host:perfmon", "host:net_admin", "setpriv", "clang"))
struct CapabilityTests {
  private static let source = """
    char _license[] SEC("license") = "GPL";
    SEC("tracepoint/syscalls/sys_enter_openat") int tracing(void *ctx) { return 0; }
    SEC("xdp") int networking(void *ctx) { return 2; }
    """

  /// The verdicts by program, run as nobody with only those capabilities.
  private func verdicts(_ capabilities: [String]) async throws -> (
    result: RunningCommand.Result, rows: [String: String]
  ) {
    let user = try LimitedUser()
    let object = try user.write(try await CompiledObject.bytes(of: Self.source), to: "both.bpf.o")
    let result = try await user.assay(["verify", "--format", "csv", object.path], capabilities: capabilities)
    let lines = result.outputText.split(whereSeparator: \.isNewline).map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let program = try #require(lines.first?.firstIndex(of: "program"), "\(result.outputText)\(result.errorText)")
    let verdict = try #require(lines.first?.firstIndex(of: "verdict"))
    return (result, Dictionary(lines.dropFirst().map { ($0[program], $0[verdict]) }) { first, _ in first })
  }

  @Test(.requires("host:tracepoint", "host:xdp")) func threeCapabilitiesLoadBoth() async throws {
    let (result, rows) = try await verdicts(["bpf", "perfmon", "net_admin"])
    #expect(rows == ["tracing": "accepted", "networking": "accepted"])
    #expect(result.ending == .status(0))
  }

  @Test(.requires("host:tracepoint")) func withoutNetAdminOnlyNetworkingIsRefused() async throws {
    let (result, rows) = try await verdicts(["bpf", "perfmon"])
    #expect(rows == ["tracing": "accepted", "networking": "environment"])
    #expect(result.outputText.contains("CAP_NET_ADMIN"))
    #expect(result.ending == .status(3))
  }

  @Test func withoutAnyNothingLoadsAndTheMissingOneIsNamed() async throws {
    let (result, rows) = try await verdicts([])
    #expect(rows == ["tracing": "environment", "networking": "environment"])
    #expect(result.outputText.contains("CAP_BPF"))
    #expect(result.ending == .status(3))
  }

  private static let tested = """
    char _license[] SEC("license") = "GPL";
    unsigned long long runs;
    SEC("xdp") int packets(void *ctx) { runs++; return 2; }
    SEC("tc") int frames(void *ctx) { return 0; }
    SEC("raw_tp/sys_enter") int arguments(unsigned long long *ctx) { return ctx[0] + 1; }
    """
  private static let cases = """
    objects: [tested.bpf.o]
    cases:
      - {name: xdp, program: packets, packet: {eth: {}, ipv4: {}}, expect: {return: XDP_PASS, globals: {runs: 1}}}
      - {name: tc, program: frames, packet: {eth: {}, ipv4: {}}, expect: {return: TC_ACT_OK}}
      - {name: raw, program: arguments, args: [41], expect: {return: 42}}
    """

  @Test(.requires("host:xdp", "host:sched_cls", "host:raw_tracepoint"))
  func `three capabilities run test cases`() async throws {
    let user = try LimitedUser()
    try user.write(try await CompiledObject.bytes(of: Self.tested), to: "tested.bpf.o")
    let file = try user.write(Array(Self.cases.utf8), to: "tested.test.yml")
    let result = try await user.assay(["test", file.path], capabilities: ["bpf", "perfmon", "net_admin"])
    #expect(result.ending == .status(0), "\(result.outputText)\(result.errorText)")
    let none = try await user.assay(["test", file.path], capabilities: [])
    #expect(none.ending == .status(3), "\(none.outputText)\(none.errorText)")
    #expect(none.outputText.contains("CAP_BPF"))
  }

  /// tracefs is root's own: mode 0700 (fs/tracefs/inode.c).
  @Test(.requires("host:xdp")) func `lines that nobody may read are no lines that were not printed`() async throws {
    let user = try LimitedUser()
    let program = """
      char _license[] SEC("license") = "GPL";
      SEC("xdp") int talks(struct xdp_md *context) {
        static const char line[] = "a line";
        ((long (*)(const char *, unsigned int, ...))6)(line, sizeof(line));
        return 2;
      }
      """
    try user.write(try await CompiledObject.bytes(of: program), to: "talks.bpf.o")
    let head = "cases:\n  - {name: it talks, packet: {eth: {}}, expect: {return: XDP_PASS"
    let asked = try user.write(Array("\(head), trace: a line}}".utf8), to: "talks.test.yml")
    let result = try await user.assay(["test", asked.path], capabilities: ["bpf", "perfmon", "net_admin"])
    #expect(result.ending == .status(3), "\(result.outputText)\(result.errorText)")
    #expect(result.outputText.contains("what programs print cannot be read: "), "\(result.outputText)")
    try user.write(Array("\(head)}}".utf8), to: "talks.test.yml")
    let other = try await user.assay(["test", asked.path], capabilities: ["bpf", "perfmon", "net_admin"])
    #expect(other.ending == .status(0), "\(other.outputText)\(other.errorText)")
  }
}
