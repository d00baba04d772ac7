import Foundation
import TestSupport
import Testing

/// `assay test --record` as a user runs it.
@Suite struct RecordCommandTests {
  /// Answers pings by exchanging hardware addresses, drops frames of more than 100 bytes.
  private static let program = """
    #include <linux/bpf.h>
    #include <bpf/bpf_helpers.h>

    SEC("xdp") int answer(struct xdp_md *ctx)
    {
      unsigned char *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;

      if (data + 24 > end) return XDP_ABORTED;
      if (end - data > 100) return XDP_DROP;
      if (data[23] != 1) return XDP_PASS;
      for (int i = 0; i < 6; i++) {
        unsigned char byte = data[i];

        data[i] = data[6 + i];
        data[6 + i] = byte;
      }
      return XDP_TX;
    }
    SEC("kprobe/tcp_connect") int connect(void *ctx) { return 0; }
    char LICENSE[] SEC("license") = "GPL";
    """

  /// A capture of frames as pcap, in microseconds, the least significant byte first.
  private static func capture(_ frames: [[UInt8]], linkType: UInt8 = 1) -> [UInt8] {
    func word(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }
    return [0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0] + word(0) + word(0) + word(65535) + [linkType, 0, 0, 0]
      + frames.flatMap { word(1) + word(0) + word($0.count) + word($0.count) + $0 }
  }

  private static func frame(_ proto: UInt8, _ rest: [UInt8]) -> [UInt8] {
    let size = UInt8(20 + rest.count)
    return [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0, 0x45, 0, 0, size, 0, 0, 0, 0, 64, proto, 0, 0, 10, 0, 0, 1]
      + [10, 0, 0, 2] + rest
  }

  private static let frames = [
    frame(17, [0, 53, 0, 53, 0, 12, 0, 0] + Array("a $b".utf8)),
    frame(1, [8, 0, 0xf7, 0xff, 0, 0, 0, 0]),
    frame(17, [0, 53, 0, 53, 0, 108, 0, 0] + [UInt8](repeating: 0, count: 100)),
    [1, 2, 3],
  ]

  private func folder(_ capture: [UInt8]) throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    try directory.write(Self.program, to: "answer.bpf.c")
    try directory.write(capture, to: "traffic.pcap")
    return directory
  }

  private func run(_ arguments: String..., in directory: TemporaryDirectory) async throws -> RunningCommand.Result {
    let cache = try TemporaryDirectory()
    let words = ["-C", directory.url.path, try Repository.product("assay").path, "test"] + arguments
    return try await RunningCommand.run(
      URL(fileURLWithPath: "/usr/bin/env"), words,
      environment: ["NO_COLOR": "1", "XDG_CACHE_HOME": cache.url.path])
  }

  @Test(.requires("clang", "host:xdp"))
  func `packets of a capture become cases that hold`() async throws {
    let directory = try folder(Self.capture(Self.frames))
    let result = try await run("--record", "traffic.pcap", "--program", "answer", "answer.bpf.c", in: directory)
    #expect(result.ending == .status(0), "\(result.outputText)\(result.errorText)")
    #expect(result.outputText == "wrote traffic.test.yml: 4 cases\n")
    let text = try String(contentsOf: directory.path("traffic.test.yml"), encoding: .utf8)
    expectGolden(
      text.replacing(/on [0-9][^,]*,/, with: "on KERNEL,"), at: "Tests/CommandTests/Golden/record-traffic.test.yml")
    let tested = try await run(in: directory)
    #expect(tested.ending == .status(0), "\(tested.outputText)\(tested.errorText)")
    #expect(tested.outputText.contains("3 passed"), "\(tested.outputText)")
    let changed = Self.program.replacing("return XDP_TX;", with: "data[0] = 7; return XDP_TX;")
    try directory.write(changed, to: "answer.bpf.c")
    let failing = try await run(in: directory)
    #expect(failing.ending == .status(1))
    #expect(failing.outputText.contains("eth.dst"), "\(failing.outputText)")
    let again = try await run("--record", "traffic.pcap", "--program", "answer", "answer.bpf.c", in: directory)
    #expect(again.ending == .status(2))
    #expect(again.errorText.contains("traffic.test.yml is there already"))
  }

  @Test(.requires("clang", "host:raw_tracepoint", "host:root"))
  func `what comes by at a tracepoint becomes cases that hold`() async throws {
    let directory = try folder([])
    try directory.write(
      """
      SEC("raw_tp/sys_enter") int calls(unsigned long long *context) { return context[1] == 0 ? 7 : 8; }
      char LICENSE[] SEC("license") = "GPL";

      """.replacing("SEC(\"raw", with: "#define SEC(name) __attribute__((section(name), used))\nSEC(\"raw"),
      to: "calls.bpf.c")
    let result = try await run("--record", "live", "--seconds", "0.2", "calls.bpf.c", in: directory)
    #expect(result.ending == .status(0), "\(result.outputText)\(result.errorText)")
    let text = try String(contentsOf: directory.path("calls.test.yml"), encoding: .utf8)
    for part in ["# Events of tracepoint sys_enter,", "task: {comm: ", "args: [", "expect: {return: 8}"] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
    let tested = try await run("calls.test.yml", in: directory)
    #expect(tested.ending == .status(0), "\(tested.outputText)\(tested.errorText)")
    let other = try await run("--record", "live", "answer.bpf.c", in: directory)
    #expect(other.ending == .status(2))
    #expect(other.errorText.contains("answer.bpf.c has no program of a raw tracepoint"), "\(other.errorText)")
  }

  @Test(.requires("clang"))
  func `what cannot be recorded is said, with status 2`() async throws {
    let directory = try folder(Self.capture(Self.frames, linkType: 105))
    let link = try await run("--record", "traffic.pcap", "--program", "answer", "answer.bpf.c", in: directory)
    #expect(link.ending == .status(2))
    #expect(link.errorText.contains("no packet of which an Ethernet frame can be made"), "\(link.errorText)")
    try directory.write(Self.capture(Self.frames), to: "traffic.pcap")
    let unnamed = try await run("--record", "traffic.pcap", "answer.bpf.c", in: directory)
    #expect(unnamed.ending == .status(2))
    #expect(unnamed.errorText.contains("--program says which; it has answer, connect"), "\(unnamed.errorText)")
    let traced = try await run("--record", "traffic.pcap", "--program", "connect", "answer.bpf.c", in: directory)
    #expect(traced.ending == .status(2))
    #expect(traced.errorText.contains("no kernel test-runs kprobe programs"), "\(traced.errorText)")
    try directory.write("no capture", to: "traffic.pcap")
    #expect(try await run("--record", "traffic.pcap", "answer.bpf.c", in: directory).ending == .status(2))
    #expect(try await run("--program", "answer", in: directory).ending == .status(2))
  }
}
