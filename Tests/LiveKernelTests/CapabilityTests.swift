import Foundation
import Jobs
import TestSupport
import Testing
import VerifierLog

/// What a worker can do with exactly the capabilities that BPF asks for, and what it says without them.
@Suite(.requires("host:root", "host:xdp", "host:tracepoint", "clang", "setpriv"))
struct CapabilityTests {
  private static let source = CSource(
    """
    struct { __uint(type, BPF_MAP_TYPE_HASH); __type(key, __u32); __type(value, __u64); __uint(max_entries, 8); }
      counts SEC(".maps");
    SEC("tracepoint/syscalls/sys_enter_openat") int opened(void *context) {
      __u32 key = 0;
      return bpf_map_lookup_elem(&counts, &key) && 0;
    }
    SEC("xdp") int pass(struct xdp_md *context) { return 2; }
    SEC("xdp") int bad(struct xdp_md *context) { return *(int *)(long)context->data; }

    """)

  private func outcomes(with capabilities: [String]) async throws -> [ProgramOutcome] {
    // A copy that nobody may reach: the checkout may stand where only root goes.
    let directory = try TemporaryDirectory()
    let worker = directory.path("assay-worker")
    try FileManager.default.copyItem(at: Repository.product("assay-worker"), to: worker)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: directory.url.path)
    let set = (["-all"] + capabilities.map { "+\($0)" }).joined(separator: ",")
    let frame = try Frame(.verify(VerifyJob(objectName: "caps")), attachments: [try await Self.source.compiled()])
    let result = try await RunningCommand.run(
      try #require(Executables.find("setpriv")),
      [
        "--reuid", "65534", "--regid", "65534", "--clear-groups", "--inh-caps", set, "--ambient-caps", set,
        "--bounding-set", set, worker.path,
      ], input: FrameWriter().bytes(of: frame))
    #expect(result.ending == .status(0), "\(result.errorText)")
    var reader = FrameReader(expecting: .reply)
    try reader.consume(result.output.span)
    var outcomes: [ProgramOutcome] = []
    while let frame = reader.next() {
      if case .program(let outcome) = try frame.reply() { outcomes.append(outcome) }
    }
    return outcomes
  }

  @Test func `CAP_BPF, CAP_PERFMON and CAP_NET_ADMIN are enough`() async throws {
    let rows = try await outcomes(with: ["bpf", "perfmon", "net_admin"])
    #expect(rows.map(\.verdict) == [.accepted, .accepted, .rejected], "\(rows.map(\.reason))")
    #expect(rows.first?.figures.usedMaps == 1)
    #expect(try #require(rows.first?.figures.translatedBytes) > 0)
    #expect(rows.last?.digest?.path.isEmpty == false)
  }

  @Test func `without CAP_NET_ADMIN only network programs are refused, and it is named`() async throws {
    let rows = try await outcomes(with: ["bpf", "perfmon"])
    #expect(rows.map(\.verdict) == [.accepted, .environment, .environment])
    #expect(rows.last?.reason?.summary == "loading a xdp program needs CAP_NET_ADMIN")
  }

  @Test func `without any, the missing ones are named`() async throws {
    let rows = try await outcomes(with: [])
    #expect(rows.map(\.verdict) == [.environment, .environment, .environment])
    #expect(rows.first?.reason?.summary == "loading a tracepoint program needs CAP_BPF and CAP_PERFMON")
    #expect(rows.first?.reason?.errno == 1)
  }
}
