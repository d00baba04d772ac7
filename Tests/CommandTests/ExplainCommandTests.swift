import Foundation
import TestSupport
import Testing

/// `assay explain` as a user runs it.
@Suite struct ExplainCommandTests {
  private func explain(_ arguments: [String], input: [UInt8] = []) async throws -> RunningCommand.Result {
    try await RunningCommand.run(
      Repository.product("assay"), ["explain"] + arguments, environment: ["NO_COLOR": "1"], input: input)
  }

  private func path(_ name: String) -> String {
    Repository.path("Tests/VerifierLogTests/Fixtures/logs/\(name).log").path
  }

  private func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }

  @Test func `a refused log is explained, with status 1`() async throws {
    let result = try await explain([path("packet-6.18-level1")])
    #expect(result.ending == .status(1), "\(result.errorText)")
    #expect(result.outputText.hasPrefix("error[A1203]: "))
    #expect(result.outputText.contains("--> packet.bpf.c:30\n"))
    #expect(result.outputText.contains("① this check proves 34 bytes"))
  }

  @Test func `several logs in a pipe are explained one after another`() async throws {
    let stream = try bytes("packet-6.18-level1") + bytes("good-6.18-level2") + bytes("null-6.18-level1")
    let result = try await explain([], input: stream)
    #expect(result.ending == .status(1), "\(result.errorText)")
    #expect(result.outputText.contains("error[A1203]"))
    #expect(result.outputText.contains("error[A1201]"))
    #expect(result.outputText.hasSuffix("3 logs: 2 refused, 1 accepted\n"))
  }

  @Test func `a page says of which logs it holds no path`() async throws {
    let log = try bytes("null-6.18-level1")
    let note = "the page holds the paths of the first 16 refused logs"
    let few = try await explain(["--format", "html"], input: Array(repeatElement(log, count: 16).joined()))
    let many = try await explain(["--format", "html"], input: Array(repeatElement(log, count: 18).joined()))
    #expect(!few.outputText.contains(note))
    #expect(many.outputText.components(separatedBy: note).count == 3)
  }

  @Test func `an accepted program's log has status 0`() async throws {
    let result = try await explain(["-"], input: try bytes("good-6.18-level2"))
    #expect(result.ending == .status(0))
    #expect(result.outputText.hasPrefix("accepted: standard input; 17 instructions walked"))
  }

  @Test func `a log without its end is undecided`() async throws {
    let whole = try bytes("good-6.18-level2")
    let cut = try #require(whole.firstRange(of: Array("processed".utf8)))
    let result = try await explain([], input: Array(whole[..<cut.lowerBound].dropLast(40)))
    #expect(result.ending == .status(3), "\(result.outputText)")
    #expect(result.outputText.contains("no verdict: standard input"))
  }

  @Test func `a text that is no log is named, with status 2`() async throws {
    let readme = Repository.path("README.md").path
    let result = try await explain([readme])
    #expect(result.ending == .status(2))
    #expect(result.errorText == "error: \(readme): nothing in it is a verifier's or a loader's log\n")
    #expect(result.output.isEmpty)
  }

  @Test(.requires("clang"))
  func `the source adds columns, type and indentation`() async throws {
    let cache = try TemporaryDirectory()
    let source = Repository.path("Tests/VerifierLogTests/Fixtures/programs/null.bpf.c").path
    let result = try await explain([
      path("null-6.18-level1"), "--source", source, "--cache-dir", cache.url.path, "--kernel-version", "6.18",
    ])
    #expect(result.ending == .status(1), "\(result.errorText)")
    #expect(result.outputText.contains("null.bpf.c:20:"))
    #expect(result.outputText.contains(", on 6.18\n"))
  }

  @Test func `an object that is not the log's is not used, and said so`() async throws {
    let result = try await explain([
      path("packet-6.18-level1"), "--object", "/usr/lib/x86_64-linux-gnu/bpf/xdpfilt_alw_ip.o",
    ])
    #expect(result.ending == .status(1), "\(result.errorText)")
    #expect(result.outputText.contains("no program of the object has the log's instructions"))
  }

  @Test func `verbose adds the verifier's words, and JSON has a version`() async throws {
    let verbose = try await explain(["--verbose", path("packet-5.10-level1")])
    #expect(verbose.outputText.contains("the verifier said\n"))
    #expect(verbose.outputText.contains("refused at instruction 18: "))
    let json = try await explain(["--format", "json", path("packet-5.10-level1")])
    #expect(json.ending == .status(1))
    let root = try #require(try JSONSerialization.jsonObject(with: Data(json.output)) as? [String: Any])
    #expect(root["format"] as? Int == 1)
    let log = try #require((root["logs"] as? [[String: Any]])?.first)
    #expect((log["finding"] as? [String: Any])?["id"] as? String == "A1203")
  }

  @Test func `The JSON of every kind of log is valid by its schema`() async throws {
    let directory = try TemporaryDirectory()
    let file = directory.path("out.json").path
    let logs = ["packet-7.3-level1", "good-6.18-level2", "chain-6.1-level1", "callee-6.18-level2"].map(path)
    let json = try await explain(logs + ["--format", "json", "--output", file])
    #expect(json.ending == .status(1), "\(json.errorText)")
    try await JSONSchema("docs/explain-report.schema.json").expectValid(directory.path("out.json"))
  }

  @Test func `ids print their pages, in any case`() async throws {
    let result = try await explain(["a1203", "A1001"])
    #expect(result.ending == .status(0))
    #expect(result.outputText.hasPrefix("A1203  "))
    #expect(result.outputText.contains("\nA1001  "))
    let list = try await explain(["--list"])
    #expect(list.outputText.contains("\nA1203  "))
  }

  @Test(arguments: [
    (["A9999"], "there is no explanation A9999"), (["A1203", "-"], "A1203 is an id"),
    (["/nothing/at.log"], "cannot read"),
    (["/usr"], "Is a directory"), (["--list", "A1203"], "take no log and no id"),
    (["--kernel-version", "six", "-"], "is no version"), (["--object", "a", "--source", "b", "-"], "one too many"),
  ])
  func `what cannot be explained is told, with status 2`(_ arguments: [String], _ words: String) async throws {
    let result = try await explain(arguments)
    #expect(result.ending == .status(2))
    #expect(result.errorText.contains(words), "\(result.errorText)")
  }
}
