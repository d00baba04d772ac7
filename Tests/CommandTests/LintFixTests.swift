import Foundation
import Glibc
import TestSupport
import Testing

/// `assay lint --fix`, `--diff` and `--watch` as a user runs them.
@Suite(.requires("clang")) struct LintFixTests {
  private let work: TemporaryDirectory
  private let cache: TemporaryDirectory

  init() throws {
    work = try TemporaryDirectory()
    cache = try TemporaryDirectory()
  }

  private func arguments(_ more: [String]) -> [String] {
    ["lint", "--no-kernel", "--cache-dir", cache.url.path] + more
  }

  private func lint(_ more: String...) async throws -> RunningCommand.Result {
    try await RunningCommand.run(
      Repository.product("assay"), arguments(more), environment: ["NO_COLOR": "1"], directory: work.url, within: 300)
  }

  private func copy(_ name: String) throws -> URL {
    try work.write(
      Array(try Data(contentsOf: Repository.path("corpus/lint/\(name)/bad.bpf.c"))), to: "\(name).bpf.c")
  }

  private func text(_ file: URL) throws -> String { try String(contentsOf: file, encoding: .utf8) }

  @Test(arguments: [
    ("deprecated-section", "SEC(\"tc\")"), ("generic-probe-read", "return bpf_probe_read_kernel(&first"),
    ("unswapped-ethertype", "h_proto == bpf_htons(ETH_P_IP) ?"),
    ("pid-comparison", "pid = bpf_get_current_pid_tgid() >> 32;"),
  ])
  func `A fix that needs no thought is shown, made on demand, and then nothing is found`(
    _ name: String, _ line: String
  ) async throws {
    let file = try copy(name)
    let before = try text(file)
    let shown = try await lint("--diff", file.lastPathComponent)
    #expect(shown.outputText.contains("--- \(name).bpf.c\n+++ \(name).bpf.c\n@@ "), "\(shown.outputText)")
    #expect(shown.outputText.contains("\n+") && shown.outputText.contains(line), "\(shown.outputText)")
    #expect(try text(file) == before)

    let made = try await lint("--fix", "--severity", "note", file.lastPathComponent)
    #expect(made.ending == .status(0), "\(made.outputText) \(made.errorText)")
    #expect(made.outputText.contains(line) && made.outputText.hasSuffix("nothing found\n"), "\(made.outputText)")
    let after = try text(file)
    #expect(after.contains(line))
    // One line is another, and no more.
    let lines = zip(before.split(separator: "\n"), after.split(separator: "\n"))
    #expect(lines.count { $0 != $1 } == 1)
  }

  @Test func `Where a fix takes thought, nothing is changed`() async throws {
    let file = try copy("unchecked-update")
    let before = try text(file)
    let result = try await lint("--fix", file.lastPathComponent)
    #expect(result.outputText.hasPrefix("no change that needs no thought\n"), "\(result.outputText)")
    #expect(try text(file) == before)
  }

  @Test func `A link stays a link, and permissions what they are`() async throws {
    let file = try copy("deprecated-section")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
    let link = work.url.appending(path: "link.bpf.c")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
    _ = try await lint("--fix", "link.bpf.c")
    #expect(try text(file).contains("SEC(\"tc\")"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path).hasSuffix("deprecated-section.bpf.c"))
    #expect(try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int == 0o600)
  }

  @Test func `Options that do not go together are refused`() async throws {
    for pair in [["--fix", "--diff"], ["--watch", "--fix"], ["--watch", "--needs"]] {
      let result = try await RunningCommand.run(
        Repository.product("assay"), arguments(pair + ["."]), directory: work.url, within: 300)
      #expect(result.ending == .status(2), "\(pair)")
    }
  }

  @Test(.timeLimit(.minutes(10)))
  func `A watch lints what changes, and Ctrl-C is its end`() async throws {
    let file = try copy("deprecated-section")
    _ = try copy("xdp-aborted")
    let command = try RunningCommand(
      Repository.product("assay"), arguments(["--watch", "."]), environment: ["NO_COLOR": "1"], directory: work.url)
    func output() -> String { String(decoding: command.outputSoFar(), as: UTF8.self) }
    func wait(for words: String) async throws {
      while !output().contains(words) { try await Task.sleep(for: .milliseconds(50)) }
    }
    try await wait(for: "2 programs of 2 inputs: 1 warning, 1 note\n")
    try Data(try text(file).replacing("SEC(\"classifier\")", with: "SEC(\"tc\")").utf8).write(to: file)
    // The other file's finding is still there.
    try await wait(for: "2 programs of 2 inputs: 1 warning\n")
    try FileManager.default.removeItem(at: file)
    try await wait(for: "1 program of 1 input: 1 warning\n")
    command.signal(SIGINT)
    let result = try await command.result(within: 300)
    #expect(result.ending == .status(0), "\(result.errorText)")
    #expect(result.errorText == "")
  }
}
