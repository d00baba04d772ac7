import Foundation
import Jobs
import TestSupport
import Testing

@Suite struct DoctorTests {
  private struct Report: Decodable {
    var version: Int
    var worker: Hello?
    var problem: Reason?
    var groups: [Survey.Group]

    func item(_ name: String) -> Survey.Item? { groups.flatMap(\.items).first { $0.name == name } }
  }

  private static func report(_ result: RunningCommand.Result) throws -> Report {
    try CanonicalJSON.decode(Report.self, from: Data(result.output))
  }

  @Test(.requires("host:tracepoint")) func `the real one lists tracepoint as loading`() async throws {
    let result = try await RunningCommand.run(Repository.product("assay"), ["doctor", "--format", "json"])
    #expect(result.ending == .status(0), "\(result.errorText)")
    let report = try Self.report(result)
    let types = try #require(report.groups.first { $0.title.hasPrefix("Program types") })
    #expect(types.items.first { $0.name == "tracepoint" }?.state == .yes)
    #expect(report.problem == nil)
    #expect(report.item("clang") != nil && report.item("QEMU") != nil && report.item("KVM") != nil)
  }

  @Test func `the text needs no colour, fits 100 columns and says that nothing was changed`() async throws {
    let result = try await RunningCommand.run(Repository.product("assay"), ["doctor"])
    #expect(result.ending == .status(0), "\(result.errorText)")
    let lines = result.outputText.split(separator: "\n")
    #expect(lines.first?.hasPrefix("assay doctor") == true)
    #expect(lines.last?.hasSuffix("Nothing was attached or changed.") == true)
    #expect(!result.outputText.contains("\u{1B}"))
  }

  @Test(.requires("host:root", "host:tracepoint", "setpriv"))
  func `nobody without capabilities is told which are missing`() async throws {
    // Copies that nobody may reach: the checkout may stand where only root goes.
    let directory = try TemporaryDirectory()
    for name in ["assay", "assay-worker"] {
      try FileManager.default.copyItem(at: Repository.product(name), to: directory.path(name))
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: directory.url.path)
    let setpriv = try #require(Executables.find("setpriv"))
    let result = try await RunningCommand.run(
      setpriv,
      [
        "--reuid", "65534", "--regid", "65534", "--clear-groups", "--no-new-privs", "--bounding-set", "-all",
        "--inh-caps", "-all", "--ambient-caps", "-all", directory.path("assay").path, "doctor", "--format", "json",
      ])
    #expect(result.ending == .status(0), "\(result.errorText)")
    let report = try Self.report(result)
    for name in ["CAP_BPF", "CAP_PERFMON", "CAP_NET_ADMIN", "CAP_SYS_ADMIN"] {
      let item = try #require(report.item(name))
      #expect(item.state == .no && item.remedy != nil, "\(name)")
    }
    let types = try #require(report.groups.first { $0.title.hasPrefix("Program types") })
    let tracepoint = try #require(types.items.first { $0.name == "tracepoint" })
    #expect(tracepoint.state == .no)
    #expect(tracepoint.detail.contains("CAP_BPF and CAP_PERFMON"))
    let xdp = try #require(types.items.first { $0.name == "xdp" })
    #expect(xdp.detail.contains("CAP_BPF and CAP_NET_ADMIN"))
  }

  @Test func `a missing worker is told, the tools all the same, and the status is 3`() async throws {
    let directory = try TemporaryDirectory()
    let alone = directory.path("assay")
    try FileManager.default.copyItem(at: Repository.product("assay"), to: alone)
    let result = try await RunningCommand.run(alone, ["doctor", "--format", "json"])
    #expect(result.ending == .status(3), "\(result.errorText)")
    let report = try Self.report(result)
    #expect(report.problem?.summary.hasPrefix("assay-worker not found") == true)
    #expect(report.worker == nil)
    #expect(report.item("clang") != nil)
  }

  @Test func `a worker that ends without an answer is told, and the status is 3`() async throws {
    let directory = try TemporaryDirectory()
    let fake = try directory.write("#!/bin/sh\nexit 7\n", to: "worker")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: fake.path)
    let result = try await RunningCommand.run(
      Repository.product("assay"), ["doctor", "--format", "json", "--worker", fake.path])
    #expect(result.ending == .status(3), "\(result.errorText)")
    #expect(try Self.report(result).problem != nil)
  }

  @Test func `a named worker that is none, and an unknown option, are wrong usage`() async throws {
    let missing = try await RunningCommand.run(
      Repository.product("assay"), ["doctor", "--worker", "/nonexistent/assay-worker"])
    #expect(missing.ending == .status(2))
    #expect(missing.errorText.contains("/nonexistent/assay-worker"))
    let option = try await RunningCommand.run(Repository.product("assay"), ["doctor", "--frobnicate"])
    #expect(option.ending == .status(2))
  }
}
