import BPF
import Foundation
import Jobs
import KernelFacts
import TestSupport
import Testing

/// The tables of `KernelFacts` beside what kernels say of themselves.
@Suite(.requires("host:root", "vm:5.10", "vm:6.1", "vm:6.12", "vm:7.3")) struct KernelFactsProbeTests {
  private struct Report: Decodable {
    struct Column: Decodable {
      var kernel: KernelIdentity
      var probe: KernelProbe?
    }
    var kernels: [Column]
  }

  private static let report = Task {
    let result = try await RunningCommand.run(
      Repository.product("assay"),
      ["kernels", "probe", "--format", "json", "--cache-dir", Machines.directory, "host"]
        + Machines.versions.map { "debian:\($0)" }, within: 7200)
    try #require(result.ending == .status(0), "\(result.errorText)")
    return try JSONDecoder().decode(Report.self, from: Data(result.output))
  }

  /// A fact: a number that kernels have since a version.
  private struct Fact {
    var name: String
    var number: UInt32
    var since: KernelVersion?
  }

  private func expect(
    _ facts: [Fact], _ what: String, _ members: (KernelProbe) -> [KernelProbe.Member],
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let columns = try await Self.report.value.kernels
    #expect(columns.count == Machines.versions.count + 1)
    for column in columns {
      let probe = try #require(column.probe, "\(column.kernel.name)")
      let kernel = try #require(KernelVersion(column.kernel.release))
      let known = Set(members(probe).map(\.number))
      try #require(!known.isEmpty, "\(column.kernel.name) has no BTF of \(what)s")
      for fact in facts {
        guard let since = fact.since else { continue }
        // Stable kernels get facts that a version does not tell: a table may say too late, for a kernel of that series.
        #expect(
          known.contains(fact.number) == (KernelVersion(since.major, since.minor) <= kernel),
          "\(column.kernel.name), \(what) \(fact.name), since \(since)", sourceLocation: sourceLocation)
      }
      let unknown = members(probe).filter { member in
        member.name != "unspec" && !facts.contains { $0.number == member.number }
      }
      #expect(unknown.isEmpty, "\(column.kernel.name) has \(what)s without a row", sourceLocation: sourceLocation)
    }
  }

  @Test func `each kernel knows the program types of its version`() async throws {
    try await expect(
      ProgramTypeFacts.all.map { Fact(name: $0.name, number: $0.type.rawValue, since: $0.since) }, "program type",
      \.programTypes)
  }

  @Test func `each kernel knows the map types of its version`() async throws {
    try await expect(
      MapTypeFacts.all.map { Fact(name: $0.name, number: $0.type.rawValue, since: $0.since) }, "map type", \.mapTypes)
  }

  @Test func `each kernel knows the attach types of its version`() async throws {
    try await expect(
      AttachTypeFacts.all.map { Fact(name: $0.name, number: $0.type.rawValue, since: $0.since) }, "attach type",
      \.attachTypes)
  }

  @Test func `each kernel knows the helpers of its version`() async throws {
    try await expect(
      HelperFacts.all.map { Fact(name: $0.helper.name ?? "?", number: $0.helper.rawValue, since: $0.since) }, "helper",
      \.helpers)
  }

  @Test func `each kernel runs the program types that its version runs on request`() async throws {
    for column in try await Self.report.value.kernels {
      let kernel = try #require(KernelVersion(column.kernel.release))
      // Kernels ran lwt_seg6local on request from 4.18 until after 6.1; nothing relies on it.
      let types = try #require(column.probe).programTypes.filter { $0.works == true && $0.name != "lwt_seg6local" }
      for type in types {
        let since = try #require(ProgramTypeFacts.all.first { $0.type.rawValue == type.number }).testRunSince
        // Stable kernels may get it before: Debian's 5.10 runs sk_lookup.
        if let since, since > kernel { continue }
        #expect(type.testRuns == (since != nil), "\(type.name) on \(column.kernel.name)")
      }
    }
  }

  @Test func `in a virtual machine every type that needs no module loads`() async throws {
    for column in try await Self.report.value.kernels where column.kernel.name != "host" {
      let probe = try #require(column.probe)
      for type in ["socket_filter", "kprobe", "tracepoint", "xdp", "sched_cls", "tracing", "lsm", "raw_tracepoint"] {
        #expect(probe.programTypes.first { $0.name == type }?.works == true, "\(type) on \(column.kernel.name)")
      }
      #expect(probe.helpersByType["xdp"]?.contains(44) == true, "bpf_xdp_adjust_head on \(column.kernel.name)")
      #expect(probe.helpersByType["xdp"]?.contains(26) != true, "bpf_skb_load_bytes on \(column.kernel.name)")
    }
  }
}
