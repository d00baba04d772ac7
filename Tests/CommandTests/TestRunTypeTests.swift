import Foundation
import Jobs
import Reports
import TestSupport
import Testing

/// Every type that kernels run on inputs, on three of them: what passes, what differs, and what cannot be asked.
@Suite(.serialized, .requires("clang", "host:xdp", "vm:6.1", "vm:6.12")) struct TestRunTypeTests {
  private static let kernels = ["host", "debian:6.1", "debian:6.12"]

  private static let files = [
    "good", "netfilter", "live-good", "live-kernel", "failing", "netfilter-failing", "live-failing",
    "live-kernel-failing", "inputs", "netfilter-inputs", "live-inputs", "live-absent",
  ]

  /// One run of all files: each machine boots once for them.
  private actor Run {
    static let shared = Run()
    private var task: Task<[TestedCase], any Error>?

    func cases() async throws -> [TestedCase] {
      let task =
        self.task
        ?? Task {
          let paths = TestRunTypeTests.files.map { TestRunTypeTests.path($0) }
          let result = try await RunningCommand.run(
            Repository.product("assay"),
            ["test", "--format", "json", "--cache-dir", Machines.directory] + paths
              + TestRunTypeTests.kernels.flatMap { ["--kernel", $0] }, within: 3600)
          do {
            return try CanonicalJSON.decode(TestReport.self, from: Data(result.output)).cases
          } catch {
            Issue.record("\(error): \(result.outputText.prefix(1000))\(result.errorText)")
            return []
          }
        }
      self.task = task
      return try await task.value
    }
  }

  private static func path(_ file: String) -> String {
    Repository.path("Tests/CommandTests/TestRunTypes/\(file).test.yml").path
  }

  private func cases(of files: String...) async throws -> [TestedCase] {
    let paths = Set(files.map(Self.path))
    let cases = try await Run.shared.cases().filter { paths.contains($0.file) }
    #expect(Set(cases.compactMap(\.kernel?.name)) == Set(Self.kernels))
    return cases
  }

  /// Whether a case is skipped: 6.1 has no netfilter programs.
  private func isTooNew(_ tested: TestedCase) -> Bool {
    tested.name.hasPrefix("netfilter") && tested.kernel?.name == "debian:6.1"
  }

  @Test func `each type gives back what it should`() async throws {
    let cases = try await cases(of: "good", "netfilter", "live-good", "live-kernel")
    // 13 and netfilter's 2 on all three, as are 18 that are attached; 4 in machines alone.
    #expect(cases.count == 107)
    for tested in cases { #expect(tested.result == (isTooNew(tested) ? .skipped : .passed), "\(tested)") }
  }

  @Test func `what differs is shown for each type`() async throws {
    let cases = try await cases(of: "failing", "netfilter-failing", "live-failing", "live-kernel-failing")
    // 13, 2, and 17 that are attached on all three; 4 in machines alone.
    #expect(cases.count == 104)
    for tested in cases where !isTooNew(tested) {
      #expect(tested.result == .failed, "\(tested)")
      #expect(!tested.differences.isEmpty, "\(tested)")
      #expect(tested.reason == nil)
    }
  }

  @Test func `what no kernel takes is explained for each type, in words`() async throws {
    let cases = try await cases(of: "inputs", "netfilter-inputs", "live-inputs", "live-absent")
    // 13, 2, 4 and 4 on all three; 4 in machines alone.
    #expect(cases.count == 77)
    for tested in cases where !isTooNew(tested) {
      #expect(tested.result == .failed, "\(tested)")
      let summary = try #require(tested.reason?.summary, "\(tested)")
      #expect(tested.differences.isEmpty)
      #expect(!summary.contains("EINVAL") && !summary.contains("Invalid argument"), "\(summary)")
      let first = cases.first { $0.span == tested.span && !isTooNew($0) }
      #expect(summary == first?.reason?.summary, "the same on every kernel")
    }
  }

  @Test func `a deed that cannot be done is shown where it is written, before anything runs`() async throws {
    let file = Self.path("live-deeds")
    let result = try await RunningCommand.run(
      Repository.product("assay"), ["test", "--cache-dir", Machines.directory, file])
    #expect(result.ending == .status(2))
    #expect(result.output == [])
    let said = result.errorText.components(separatedBy: "live-deeds.test.yml:").dropFirst().map { part in
      String(part.prefix { $0 != "\n" })
    }
    let packet = "is no packet; write pairs of hexadecimal digits, or layers: packet: {eth: {}, ipv4: {}}"
    let address = "is no IPv4 or IPv6 address; write one such as 127.0.0.1 or ::1"
    let expected = """
      5:68: socket: 'raw' is no kind of socket; write dgram, stream
      6:69: connect: 'localhost' \(address)
      7:81: setsockopt: 'SO_MARKS' is no socket option that is known; did you mean 'SO_MARK'?
      8:61: sleep: 'soon' is no number of milliseconds
      9:60: spin: 'ages' is no number of milliseconds
      10:68: send: '90000' is no port: a number from 0 to 65,535
      11:51: packet: 'ffffffffffff 0200000 00000 0800 4500 0' \(packet)
      12:55: bind: '127.0.0.256' \(address)
      13:66: connect: 'http' is no port: a number from 0 to 65,535
      14:59: packet: 'all of them' \(packet)
      15:61: packet: 'ffffffffffff 0' \(packet)
      16:58: getppid: 'often' is no number of times
      17:66: getppid: '0b1' is no number of times
      18:57: spin: 'long' is no number of milliseconds
      """
    #expect(said.joined(separator: "\n") == expected)
  }

  @Test(.requires("vm:5.10", "vm:7.3")) func `the tour's test files hold on every kernel`() async throws {
    let result = try await RunningCommand.run(
      Repository.product("assay"),
      ["test", Repository.path("corpus/tour").path, "--cache-dir", Machines.directory, "--kernel", "host"]
        + Machines.versions.flatMap { ["--kernel", "debian:\($0)"] }, environment: ["NO_COLOR": "1"], within: 3600)
    #expect(result.ending == .status(0), "\(result.outputText)\(result.errorText)")
    #expect(result.outputText.contains(" on 5 kernels: "))
  }

  @Test func `what nothing could end on the host runs in a machine by itself`() async throws {
    let directory = try SpinningProgram.folder()
    let result = try await RunningCommand.run(
      Repository.product("assay"),
      ["test", "--format", "json", "--cache-dir", Machines.directory, directory.path("spin.bpf.c").path], within: 3600)
    let cases = try CanonicalJSON.decode(TestReport.self, from: Data(result.output)).cases
    #expect(
      cases.map(\.name) == [
        "ends soon", "may never end", "may never end either", "spin", "plain", "once", "rounds: inner", "rounds: outer",
      ], "\(result.outputText)")
    #expect(cases.allSatisfy { $0.result == .passed }, "\(result.outputText)")
    for tested in cases {
      guard tested.program != "plain", tested.name != "once" else {
        #expect(tested.kernel?.name == "host" && tested.notes == [], "\(tested)")
        continue
      }
      #expect(tested.kernel?.name.hasPrefix("debian:") == true, "\(tested)")
      #expect(
        tested.notes.count == 1 && tested.notes[0].contains("in place of the running kernel: program "), "\(tested)")
    }
  }

  @Test func `an object that is named is tested by the file beside it, in a machine too`() async throws {
    let result = try await RunningCommand.run(
      Repository.product("assay"),
      ["test", Repository.path("corpus/tour/xdp_firewall.bpf.c").path, "--cache-dir", Machines.directory]
        + ["--kernel", "debian:6.12"], environment: ["NO_COLOR": "1"], within: 3600)
    #expect(result.ending == .status(0), "\(result.outputText)\(result.errorText)")
    #expect(result.outputText.contains("16 cases of 1 file on 6.12."), "\(result.outputText)")
  }
}
