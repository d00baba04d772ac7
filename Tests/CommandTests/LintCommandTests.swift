import Foundation
import TestSupport
import Testing

/// `assay lint` and `assay verify --explain` as a user runs them.
@Suite struct LintCommandTests {
  private func run(_ arguments: String...) async throws -> RunningCommand.Result {
    let cache = try TemporaryDirectory()
    return try await RunningCommand.run(
      Repository.product("assay"), arguments + ["--cache-dir", cache.url.path], environment: ["NO_COLOR": "1"])
  }

  private static let bad = "corpus/rejected/packet_bounds/bad.bpf.c"
  private static let good = "corpus/rejected/packet_bounds/good.bpf.c"

  private func path(_ relative: String) -> String { Repository.path(relative).path }

  @Test(.requires("clang"), .requires("host:xdp"))
  func `a refused program is a finding, with status 1`() async throws {
    let result = try await run("lint", path(Self.bad), path(Self.good))
    #expect(result.ending == .status(1), "\(result.errorText)")
    #expect(result.outputText.hasPrefix("error[A1203]: "))
    #expect(result.outputText.contains("bad.bpf.c:27:14 in xdp program pass_syn, on "))
    #expect(result.outputText.hasSuffix("2 programs of 2 inputs: 1 error\n"))
  }

  @Test(.requires("clang"), .requires("host:xdp"))
  func `a good program has no finding, with status 0`() async throws {
    let result = try await run("lint", path(Self.good))
    #expect(result.ending == .status(0), "\(result.errorText)")
    #expect(result.outputText == "1 program of 1 input: nothing found\n")
  }

  @Test(.requires("clang"), .requires("host:xdp"))
  func `findings are SARIF and JSON too`() async throws {
    let sarif = try await run("lint", path(Self.bad), "--format", "sarif")
    #expect(sarif.ending == .status(1))
    #expect(sarif.outputText.contains("\"ruleId\" : \"A1203\""))
    let json = try await run("lint", path(Self.bad), "--format", "json")
    let root = try #require(try JSONSerialization.jsonObject(with: Data(json.output)) as? [String: Any])
    #expect((root["findings"] as? [[String: Any]])?.count == 1)
  }

  @Test(.requires("clang"))
  func `a source that does not compile is a finding at its line`() async throws {
    let directory = try TemporaryDirectory()
    let file = try directory.write(Array("int f(void)\n{\n  return nothing;\n}\n".utf8), to: "broken.bpf.c")
    let result = try await run("lint", file.path)
    #expect(result.ending == .status(1), "\(result.errorText)")
    #expect(result.outputText.contains("broken.bpf.c:3:10"), "\(result.outputText)")
    #expect(result.outputText.contains("return nothing;"), "\(result.outputText)")
  }

  @Test(.requires("clang", "vm:6.1"))
  func `a target that an image's kernel lacks is told without asking it`() async throws {
    let directory = try TemporaryDirectory()
    let source = """
      char _license[] __attribute__((section("license"))) = "GPL";
      __attribute__((section("fentry/assay_has_no_such_function"))) int on_nothing(void *context) { return 0; }

      """
    let file = try directory.write(Array(source.utf8), to: "target.bpf.c")
    let result = try await RunningCommand.run(
      Repository.product("assay"),
      ["lint", "--no-kernel", "--for", "debian:6.1", "--cache-dir", Machines.directory, file.path],
      environment: ["NO_COLOR": "1"])
    #expect(result.ending == .status(0), "\(result.errorText)")
    #expect(result.outputText.contains("assay_has_no_such_function is not in debian:6.1"), "\(result.outputText)")
  }

  @Test func `an input that is no object is told, with status 2`() async throws {
    let result = try await run("lint", path("README.md"))
    #expect(result.ending == .status(2))
    #expect(result.outputText.contains("not a BPF object"))
  }

  @Test(.requires("clang"), .requires("host:xdp"))
  func `verify explains below its table, and only there`() async throws {
    let result = try await run("verify", "--explain", path(Self.bad), path(Self.good))
    #expect(result.ending == .status(1), "\(result.errorText)")
    #expect(result.outputText.contains("1 accepted, 1 rejected\n\nerror[A1203]: "))
    let json = try await run("verify", "--explain", "--format", "json", path(Self.good))
    #expect(json.ending == .status(2))
    #expect(json.errorText.contains("--explain goes below a table"))
  }

  @Test(.requires("clang", "llvm-dwarfdump"))
  func `a frame that is too large is told with its biggest variables`() async throws {
    let frame = try await run("lint", "--no-kernel", path("corpus/lint/stack-frame/bad.bpf.c"))
    #expect(frame.outputText.contains("note: the biggest variables, in bytes: event of send takes 600\n"))
    let chain = try await run("lint", "--no-kernel", "--for", "6.1", path("corpus/lint/stack-chain/bad.bpf.c"))
    #expect(chain.outputText.contains("name of outer takes 304"), "\(chain.outputText)")
  }
}
