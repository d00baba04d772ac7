import BPFObject
import KernelFacts
import TestSupport
import Testing

@testable import Fixtures

@Suite
struct SuiteResultTests {
  /// A field of bytes, its length in two bytes where `wide`, as Cilium reserves them.
  private func field(_ number: UInt8, _ bytes: [UInt8], wide: Bool = false) -> [UInt8] {
    let length = UInt8(bytes.count)
    return [number << 3 | 2] + (wide ? [length | 0x80, 0] : [length]) + bytes
  }

  @Test func `parts, their status and what they said are read`() {
    let log =
      field(1, Array("%d of %lu in %x\0".utf8)) + [2 << 3 | 1, 0xfe, 0xff, 0xff, 0xff, 0, 0, 0, 0]
      + [2 << 3 | 1, 7, 0, 0, 0, 0, 0, 0, 0] + [2 << 3 | 1, 255, 0, 0, 0, 0, 0, 0, 0]
    let first = field(1, Array("first\0".utf8)) + [2 << 3, 1]
    let second = field(1, Array("second\0".utf8)) + [2 << 3, 102] + field(3, log)
    let bytes = field(1, first, wide: true) + field(1, second, wide: true) + [UInt8](repeating: 0, count: 100)
    let result = SuiteResult(bytes)
    #expect(result.parts.map(\.name) == ["first", "second"])
    #expect(result.parts.map(\.status) == [.pass, .fail])
    #expect(result.parts[1].log == ["-2 of 7 in 0xff"])
    #expect(SuiteResult([]).parts.isEmpty)
  }

  @Test func `no bytes crash it`() {
    var random = SeededGenerator(seed: 6)
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
        Bool.random(using: &random)
          ? UInt8.random(in: 0...255, using: &random) : [0x0a, 0x12, 0x1a, 0x10, 0x25].randomElement(using: &random)!
      }
      _ = SuiteResult(bytes)
    }
  }

  @Test func `sections make tests`() async throws {
    let bytes = try await CompiledObject.bytes(
      of: """
        SEC("tc/test/b/pktgen") int generate(void *ctx) { return 0; }
        SEC("tc/test/b/setup") int set_up(void *ctx) { return 0; }
        SEC("tc/test/b/check") int check(void *ctx) { return 1; }
        SEC("xdp/test/a/check") int alone(void *ctx) { return 1; }
        SEC("xdp/test/c/setup") int nothing_checks_this(void *ctx) { return 1; }
        SEC("xdp") int other(void *ctx) { return 1; }
        """)
    let tests = SuiteTest.all(of: try ObjectFile(bytes: bytes, name: "suite"))
    #expect(tests.map(\.name) == ["a", "b"])
    #expect(tests.map(\.check) == ["alone", "check"])
    #expect(tests[1].generator == "generate" && tests[1].setup == "set_up")
    #expect(tests[0].generator == nil && tests[0].type == .xdp)
  }
}
