import Foundation
import TestSupport
import Testing

/// `assay show` as a user runs it.
struct ShowCommandTests {
  private func show(_ arguments: String...) async throws -> RunningCommand.Result {
    try await RunningCommand.run(Repository.product("assay"), ["show"] + arguments, environment: ["NO_COLOR": "1"])
  }

  static let object = "/usr/lib/x86_64-linux-gnu/bpf/xdpfilt_alw_ip.o"

  @Test func `An object shows its programs, maps and licence`() async throws {
    let result = try await show(Self.object)
    #expect(result.ending == .status(0))
    #expect(result.outputText.contains("1 program, 3 maps, licence GPL"))
    #expect(result.outputText.contains("filter_ipv4"))
  }

  @Test func `JSON has a version and the same instructions`() async throws {
    let result = try await show(Self.object, "xdpfilt_alw_ip", "--format", "json")
    #expect(result.ending == .status(0))
    let root = try #require(try JSONSerialization.jsonObject(with: Data(result.output)) as? [String: Any])
    #expect(root["version"] as? Int == 1)
    let program = try #require((root["programs"] as? [[String: Any]])?.first)
    let listing = try #require(program["listing"] as? [[String: Any]])
    #expect(listing.last?["text"] as? String == "exit")
  }

  @Test(.requires("clang"))
  func `A C file is compiled first, and its lines stand between the instructions`() async throws {
    let source = Repository.path("corpus/tour/xdp_firewall.bpf.c").path
    let cache = try TemporaryDirectory()
    let result = try await show(source, "xdp_firewall", "--cache-dir", cache.url.path)
    #expect(result.ending == .status(0), "\(result.errorText)")
    #expect(result.outputText.contains("; xdp_firewall.bpf.c:"))
    #expect(result.outputText.contains("call bpf_map_lookup_elem#1"))
    #expect(result.outputText.contains("r1 = map[blocked]"))
  }

  @Test func `Control flow is drawn as SVG and DOT, to a file too`() async throws {
    let dot = try await show(Self.object, "--graph", "dot")
    #expect(dot.ending == .status(0))
    #expect(dot.outputText.hasPrefix("digraph \"program xdpfilt_alw_ip\" {"))
    let directory = try TemporaryDirectory()
    let file = directory.path("graph.svg")
    let svg = try await show(Self.object, "xdpfilt_alw_ip", "--graph", "svg", "-o", file.path)
    #expect(svg.ending == .status(0))
    #expect(svg.output.isEmpty)
    #expect(try String(contentsOf: file, encoding: .utf8).hasPrefix("<svg"))
  }

  @Test(arguments: [
    ([object, "nothing"], "has no program nothing: it has xdpfilt_alw_ip"),
    ([object, "--graph", "svg", "--function", "nothing"], "has no function nothing"),
    ([object, "--function", "nothing"], "--function goes with --graph"), (["/etc/passwd"], "not a BPF object"),
    (["/usr/lib"], "is not one file"), (["/nothing/at/all.o"], "no such file"),
    (["/usr/lib/x86_64-linux-gnu/bpf/xdp-dispatcher.o", "--graph", "dot"], "--graph draws one program"),
  ])
  func `What cannot be shown is told, with status 2`(_ arguments: [String], _ words: String) async throws {
    let result = try await RunningCommand.run(Repository.product("assay"), ["show"] + arguments)
    #expect(result.ending == .status(2))
    #expect(result.errorText.contains(words), "\(result.errorText)")
    #expect(result.output.isEmpty)
  }
}
