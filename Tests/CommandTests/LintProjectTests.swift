import Findings
import Foundation
import Jobs
import Reports
import TestSupport
import Testing

/// `assay lint` as somebody meets it first: a small project, no configuration, no kernel.
@Suite(.requires("clang")) struct LintProjectTests {
  private let work: TemporaryDirectory
  private let cache: TemporaryDirectory

  init() throws {
    work = try TemporaryDirectory()
    cache = try TemporaryDirectory()
    let tour = Repository.path("corpus/tour")
    for name in try FileManager.default.contentsOfDirectory(atPath: tour.path) where name.hasSuffix(".bpf.c") {
      try FileManager.default.copyItem(at: tour.appending(path: name), to: work.url.appending(path: name))
    }
  }

  private func lint(_ arguments: String...) async throws -> RunningCommand.Result {
    try await RunningCommand.run(
      Repository.product("assay"), ["lint", "--no-kernel", "--cache-dir", cache.url.path] + arguments,
      environment: ["NO_COLOR": "1"], directory: work.url, within: 300)
  }

  private func findings(_ arguments: String...) async throws -> Set<String> {
    let result = try await RunningCommand.run(
      Repository.product("assay"),
      ["lint", "--no-kernel", "--cache-dir", cache.url.path, "--format", "json"] + arguments, directory: work.url,
      within: 300)
    let report = try CanonicalJSON.decode(LintReport.self, from: Data(result.output))
    return Set(report.findings.map { "\($0.finding.id ?? "-") \($0.input): \($0.finding.title)" })
  }

  /// One mistake of each group, made in a project that has none, is the one thing that is new.
  @Test(arguments: [
    ("A2010", "tcp_connect.bpf.c", "\"GPL\"", "\"Proprietary\""),
    ("A2025", "xdp_firewall.bpf.c", "\tif (!hits)\n\t\treturn XDP_PASS;\n", ""),
    ("A2026", "xdp_firewall.bpf.c", "(void *)(ip + 1) > end || ", ""),
    ("A2116", "xdp_firewall.bpf.c", "bpf_htons(ETH_P_IP)", "ETH_P_IP"),
    ("A2301", "exec_count.bpf.c", "\t__u64 one = 1;", "\t__u64 one = 1;\n\n\tbpf_printk(\"exec\");"),
    ("A2501", "xdp_firewall.bpf.c", "65536", "65536 * 256"),
    ("A2604", "tc_bytes.bpf.c", "SEC(\"tc\")", "SEC(\"classifier\")"),
  ])
  func `A mistake in a small project is found, and nothing else`(
    _ id: String, _ name: String, _ right: String, _ wrong: String
  ) async throws {
    let before = try await findings(".")
    let file = work.url.appending(path: name)
    let text = try String(contentsOf: file, encoding: .utf8)
    try #require(text.contains(right), "\(name)")
    try Data(text.replacing(right, with: wrong).utf8).write(to: file)
    let after = try await findings(".")
    let added = after.filter { $0.hasPrefix(id) }
    #expect(added.count == 1 && !before.contains { $0.hasPrefix(id) }, "\(after)")
    #expect(after.count == before.count + 1, "\(after.subtracting(before))")
    let alone = try await findings(name)
    #expect(alone.filter { $0.hasPrefix(id) }.count == 1)
  }

  @Test func `A folder without a configuration is linted as it is, and its sum told last`() async throws {
    let result = try await lint(".")
    #expect(result.ending == .status(0), "\(result.outputText)")
    #expect(result.outputText.split(separator: "\n").last?.hasPrefix("11 programs of 10 inputs: ") == true)
  }

  @Test func `Where nothing is named, and no configuration names anything, this folder is linted`() async throws {
    #expect(try await findings() == findings("."))
    let other = try await RunningCommand.run(
      Repository.product("assay"), ["verify", "--cache-dir", cache.url.path], directory: work.url, within: 300)
    #expect(other.ending == .status(2), "\(other.outputText)")
  }

  @Test func `A folder with nothing to lint says so`() async throws {
    let empty = try TemporaryDirectory()
    let result = try await lint(empty.url.path)
    #expect(result.outputText.hasSuffix("0 programs of 0 inputs: nothing found\n"), "\(result.outputText)")
  }

  @Test func `The pages of the rules are what docs has`() async throws {
    let result = try await RunningCommand.run(
      Repository.product("assay"),
      ["explain", "--all", "--format", "markdown", "--output", work.url.path], within: 300)
    #expect(result.ending == .status(0), "\(result.errorText)")
    let pages = work.url.appending(path: "rules")
    let names = try FileManager.default.contentsOfDirectory(atPath: pages.path).sorted()
    let kept = Repository.path("docs/rules")
    #expect(try FileManager.default.contentsOfDirectory(atPath: kept.path).sorted() == names)
    for name in names {
      #expect(
        try String(contentsOf: pages.appending(path: name), encoding: .utf8)
          == String(contentsOf: kept.appending(path: name), encoding: .utf8),
        "docs/rules/\(name): assay explain --all --format markdown --output docs writes it anew")
    }
  }
}
