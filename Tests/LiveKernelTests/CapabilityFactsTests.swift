import Foundation
import Jobs
import KernelFacts
import TestSupport
import Testing

/// Asks the running kernel what each program type needs, and compares the table.
@Suite struct CapabilityFactsTests {
  private struct Report: Decodable {
    var groups: [Survey.Group]
  }

  /// The types that load for nobody with only those capabilities; for this process when nil.
  private static func loading(_ capabilities: [Capability]?) async throws -> Set<String> {
    let directory = try TemporaryDirectory()
    for name in ["assay", "assay-worker"] {
      try FileManager.default.copyItem(at: Repository.product(name), to: directory.path(name))
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: directory.url.path)
    var words = [directory.path("assay").path, "doctor", "--format", "json"]
    if let capabilities {
      let list = capabilities.map { ",+\($0.name.dropFirst(4).lowercased())" }.joined()
      words =
        [
          "--reuid", "65534", "--regid", "65534", "--clear-groups", "--no-new-privs", "--bounding-set", "-all\(list)",
          "--inh-caps", "-all\(list)", "--ambient-caps", "-all\(list)",
        ] + words
    } else {
      words = ["--no-new-privs"] + words
    }
    let setpriv = try #require(Executables.find("setpriv"))
    let result = try await RunningCommand.run(setpriv, words)
    #expect(result.ending == .status(0), "\(result.errorText)")
    let report = try CanonicalJSON.decode(Report.self, from: Data(result.output))
    let types = try #require(report.groups.first { $0.title.hasPrefix("Program types") })
    return Set(types.items.filter { $0.state == .yes }.map(\.name))
  }

  @Test(
    .requires("host:root", "host:bpf", "host:perfmon", "host:net_admin", "setpriv"),
    arguments: [[.bpf], [.bpf, .perfmon], [.bpf, .netAdmin], [.bpf, .perfmon, .netAdmin], [.netAdmin]] as [[Capability]]
  )
  func `a type loads with exactly the capabilities of the table`(held: [Capability]) async throws {
    let all = try await Self.loading(nil)
    let some = try await Self.loading(held)
    try #require(!all.isEmpty)
    // Socket filters and cgroup_skb load without any capability where the administrator lets everybody.
    let setting = try String(contentsOfFile: "/proc/sys/kernel/unprivileged_bpf_disabled", encoding: .utf8)
    let open: Set<String> = setting.hasPrefix("0") ? ["socket_filter", "cgroup_skb"] : []
    for facts in ProgramTypeFacts.all where all.contains(facts.name) && !open.contains(facts.name) {
      let enough = Set(facts.requiredCapabilities).isSubset(of: held)
      #expect(some.contains(facts.name) == enough, "\(facts.name)")
    }
  }
}
