import Foundation
import Gate
import Jobs
import Measuring
import Project
import Reports
import TestSupport
import Testing

/// Twenty changes that a gate must stop, and twenty that it must let pass: a small project of the tour's firewall, which is
/// looked at as a whole first, so that a machine boots once for all of them.
@Suite(.serialized, .requires("clang", "host:xdp", "vm:6.1", "vm:6.12")) struct SeededChangeTests {
  private static let tests = """
    defaults: {program: xdp_firewall}
    cases:
      - name: drops a blocked source
        packet: {eth: {}, ipv4: {src: 10.0.0.9}, tcp: {dport: 443, flags: syn}}
        maps: {before: {blocked: {10.0.0.9: {packets: 0, bytes: 0}}}}
        expect: {return: XDP_DROP, packet: unchanged, maps: {blocked: {10.0.0.9: {packets: 1, bytes: 54}}}}
      - name: lets others pass
        packet: {eth: {}, ipv4: {src: 10.0.0.1}, tcp: {dport: 443, flags: syn}}
        maps: {before: {blocked: {10.0.0.9: {packets: 0, bytes: 0}}}}
        expect: {return: XDP_PASS}
      - name: ARP is none of its business
        packet: {eth: {}, arp: {}}
        expect: {return: XDP_PASS}

    """

  private static func settings(worst: Int) -> String {
    """
    sources: "*.bpf.c"
    kernels: [host, debian:6.1, debian:6.12]
    bench: exact
    budgets: {xdp_firewall: {worst_case: \(worst) instructions, verified_instructions: 100}}
    growth: {instructions: 20 %}

    """
  }

  private func assay(
    _ arguments: String..., in place: TemporaryDirectory, within seconds: Double = 300
  ) async throws -> RunningCommand.Result {
    try await RunningCommand.run(
      Repository.product("assay"), arguments + ["--cache-dir", Machines.directory],
      environment: ["NO_COLOR": "1", "GITHUB_ACTIONS": "", "GITLAB_CI": "", "JENKINS_URL": ""], directory: place.url,
      within: seconds)
  }

  /// The project: the program as it is, and each change as a file of its own.
  private func project() throws -> TemporaryDirectory {
    let place = try TemporaryDirectory()
    let tour = try String(contentsOf: Repository.path("corpus/tour/xdp_firewall.bpf.c"), encoding: .utf8)
    let look = "\tif (!hits)\n\t\treturn XDP_PASS;\n"
    try #require(tour.contains(look))
    // Something that a change can save.
    let source = tour.replacing(look, with: look + "\tasm volatile(\"r1 = 0\" ::: \"r1\");\n")
    let changes = [("bad", SeededChange.bad), ("good", SeededChange.good)]
    var files = [("base", source)]
    for (kind, list) in changes {
      try #require(list.count == 20)
      for (index, change) in list.enumerated() {
        files.append((Self.name(kind, index), try #require(change.applied(to: source), "\(change)")))
      }
    }
    for (name, text) in files {
      try place.write(text, to: "\(name).bpf.c")
      try place.write(Self.tests, to: "\(name).test.yml")
    }
    return place
  }

  private static func name(_ kind: String, _ index: Int) -> String { "\(kind)\(index < 9 ? "0" : "")\(index + 1)" }

  @Test func `bad changes fail with what is wrong with them, and good ones pass`() async throws {
    let place = try project()
    try place.write(Self.settings(worst: 1000), to: "assay.yml")
    let whole = try await assay("gate", "--format", "json", in: place, within: 1200)
    let report = try CanonicalJSON.decode(GateReport.self, from: Data(whole.output))
    #expect(whole.ending == .status(1), "\(whole.errorText)")
    let costs = report.figures.filter { $0.subject.input == "base.bpf.c" && $0.subject.metric == .instructions }
    let worst = try #require(costs.compactMap(\.value).max())
    try place.write(Self.settings(worst: worst), to: "assay.yml")

    // The baseline is the base's, for each change as if its file were that one.
    let update = try await assay("baseline", "update", "base.bpf.c", in: place)
    #expect(update.ending == .status(0), "\(update.errorText)")
    let lines = try String(contentsOf: place.path("assay.baseline"), encoding: .utf8).split(separator: "\n")
    let figures = lines.filter { $0.hasPrefix("figure ") }
    let names = SeededChange.bad.indices.flatMap { [Self.name("bad", $0), Self.name("good", $0)] }
    let all =
      lines.filter { !$0.hasPrefix("figure ") }.map(String.init)
      + names.flatMap { name in figures.map { String($0).replacing("base.bpf.c", with: "\(name).bpf.c") } }
    try place.write(all.joined(separator: "\n") + "\n", to: "assay.baseline")

    for (index, change) in SeededChange.bad.enumerated() {
      let result = try await assay("gate", "\(Self.name("bad", index)).bpf.c", in: place)
      #expect(result.ending == .status(1), "\(change): \(result.outputText)\(result.errorText)")
      let head = result.outputText.prefix { $0 != "\n" }
      let whole = result.outputText.split(separator: "\n\n").first.map(Self.joined) ?? ""
      let wanted = (change.head ?? "").replacing("fail06", with: "bad06").replacing("175", with: "\(worst + 1)")
        .replacing("174", with: "\(worst)")
      #expect(whole.hasPrefix(wanted), "\(change): \(head)")
    }
    for (index, change) in SeededChange.good.enumerated() {
      let load = try index == SeededChange.good.count - 1 ? Self.busyLoops() : []
      // Test processes start theirs with SIGTERM ignored.
      defer { for process in load { kill(process.processIdentifier, SIGKILL) } }
      let result = try await assay("gate", "\(Self.name("good", index)).bpf.c", in: place)
      #expect(result.ending == .status(0), "\(change): \(result.outputText)\(result.errorText)")
      #expect(result.outputText.hasPrefix("pass  "), "\(change): \(result.outputText)")
    }
    try await shards(of: place, whole: report)
    try await commit(in: place)
    try await otherConditions(in: place)
    try await changes(in: place)
  }

  /// A head of several lines as one.
  private static func joined(_ head: Substring) -> String {
    let lines = head.split(separator: "\n")
    return lines.enumerated().map { $0.offset == 0 ? String($0.element) : String($0.element.drop { $0 == " " }) }
      .joined(separator: " ")
  }

  /// A machine with more to do than it has processors.
  private static func busyLoops() throws -> [Process] {
    try (0..<2 * ProcessInfo.processInfo.activeProcessorCount).map { _ in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      // They end by themselves too, should the test be killed.
      process.arguments = ["-c", "ulimit -t 60; while :; do :; done"]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      return process
    }
  }

  /// Shards together say what the whole says, here of the running kernel.
  private func shards(of place: TemporaryDirectory, whole: GateReport) async throws {
    for shard in 1...2 {
      _ = try await assay(
        "gate", "--shard", "\(shard)/2", "--kernel", "host", "--no-exact", "--format", "json", "-o", "\(shard).json",
        in: place)
    }
    let merged = try await RunningCommand.run(
      Repository.product("assay"), ["merge", "1.json", "2.json", "--format", "json"], directory: place.url)
    #expect(merged.ending == .status(1), "\(merged.errorText)")
    let report = try CanonicalJSON.decode(GateReport.self, from: Data(merged.output))
    #expect(Set(report.verify.rows.map(ProgramKey.init)) == Set(whole.verify.rows.map(ProgramKey.init)))
    let elsewhere = ["debian:6.1", "debian:6.12"]
    #expect(
      Set(report.figures.map(\.subject))
        == Set(whole.figures.map(\.subject).filter { !elsewhere.contains($0.kernel) }))
    let half = try await RunningCommand.run(
      Repository.product("assay"), ["merge", "2.json", "--format", "json"], directory: place.url)
    #expect(half.outputText.contains("shard 1/2 is missing"), "\(half.errorText)")
  }

  /// What is good, as a commit.
  private func commit(in place: TemporaryDirectory) async throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: place.url.path) where name.hasPrefix("bad") {
      try FileManager.default.removeItem(at: place.path(name))
    }
    let git = try #require(Executables.find("git"))
    let author = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for arguments in [["init", "-q"], ["add", "-A"], author + ["commit", "-qm", "all"]] {
      let result = try await RunningCommand.run(git, arguments, directory: place.url)
      try #require(result.ending == .status(0), "\(result.errorText)")
    }
  }

  /// Figures that were counted by another QEMU decide nothing; the commit's, counted in the same boot, do.
  private func otherConditions(in place: TemporaryDirectory) async throws {
    let file = place.path("assay.baseline")
    let (kept, source) = (try Data(contentsOf: file), try Data(contentsOf: place.path("good01.bpf.c")))
    let settings = try String(contentsOf: place.path("assay.yml"), encoding: .utf8)
    try place.write(
      settings.replacing("20 %", with: "0 %").replacing(/budgets.*\n/, with: ""), to: "assay.yml")
    var baseline = try Baseline([UInt8](kept), file: "assay.baseline")
    for subject in baseline.figures.keys where subject.metric == .instructions {
      baseline.figures[subject]?.key.emulator = "QEMU 1.0"
    }
    try place.write(baseline.text, to: "assay.baseline")
    let undecided = try await assay("gate", "good01.bpf.c", in: place)
    #expect(undecided.ending == .status(3), "\(undecided.outputText)\(undecided.errorText)")
    #expect(
      undecided.outputText.hasPrefix("UNDECIDED  the emulator changed: QEMU 1.0, now "), "\(undecided.outputText)")
    let same = try await assay("gate", "--against", "HEAD", "good01.bpf.c", in: place)
    #expect(same.ending == .status(0), "\(same.outputText)\(same.errorText)")
    let dearer = try #require(
      SeededChange.bad.first { $0.description == "one instruction over the budget" }?.applied(
        to: String(decoding: source, as: UTF8.self)))
    try place.write(dearer, to: "good01.bpf.c")
    let grown = try await assay("gate", "--against", "HEAD", "good01.bpf.c", in: place)
    #expect(grown.ending == .status(1), "\(grown.outputText)\(grown.errorText)")
    #expect(
      grown.outputText.split(separator: "\n\n").first.map(Self.joined)?.contains(
        /^FAIL  xdp_firewall .* takes [0-9]+ instructions, 1 .*more than in the base commit/) ?? false,
      "\(grown.outputText)")
    let still = try await assay("gate", "good01.bpf.c", in: place)
    #expect(still.ending == .status(3), "\(still.outputText)")
    for (bytes, name) in [(kept, "assay.baseline"), (source, "good01.bpf.c"), (Data(settings.utf8), "assay.yml")] {
      try place.write([UInt8](bytes), to: name)
    }
  }

  /// Against a commit only what changed is looked at, and growth is that against the commit, also without a baseline.
  private func changes(in place: TemporaryDirectory) async throws {
    try FileManager.default.removeItem(at: place.path("assay.baseline"))
    let none = try await assay("gate", "--changed-since", "HEAD", in: place)
    #expect(
      none.ending == .status(0) && none.outputText.hasPrefix("pass  21 inputs are as in HEAD"), "\(none.outputText)")
    let base = try String(contentsOf: place.path("base.bpf.c"), encoding: .utf8)
    let dearer = try #require(SeededChange.bad[19].applied(to: base))
    try place.write(dearer, to: "good01.bpf.c")
    let grown = try await assay("gate", "--changed-since", "HEAD", in: place)
    #expect(grown.ending == .status(1), "\(grown.outputText)\(grown.errorText)")
    #expect(
      grown.outputText.contains("more than in the base commit") && grown.outputText.contains("20 unchanged since HEAD"),
      "\(grown.outputText)")
    // What a case puts into a map that has another layout now is put into the base's as that is.
    try place.write(base.replacing("\t__u64 bytes;\n", with: "\t__u64 bytes;\n\t__u64 last;\n"), to: "good01.bpf.c")
    let wider = try await assay("gate", "--changed-since", "HEAD", "--format", "json", in: place)
    let report = try CanonicalJSON.decode(GateReport.self, from: Data(wider.output))
    let costs = report.figures.filter { $0.subject.metric == .instructions }
    #expect(costs.count == 3 && costs.allSatisfy { $0.change == 0 }, "\(costs.map(\.comparison))")
  }
}
