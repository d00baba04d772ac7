import BPFObject
import BTF
import Fixtures
import Placed
import TestSupport
import Testing

@Suite(.requires("clang")) struct GlobalTests {
  private static let source = CSource(
    """
    struct limits { __u16 low; __u16 high : 4, rest : 12; };
    const volatile struct limits limits = { .low = 5, .high = 3, .rest = 7 };
    const volatile _Bool only_listed = 1;
    volatile __u32 seen;
    volatile struct { char name[8]; __u32 counts[4]; } cfg SEC(".data.cfg") = { .counts = { 1, 2, 3, 4 } };
    SEC("xdp") int program(struct xdp_md *context) {
      static volatile int counter;
      return limits.low + limits.high + only_listed + seen++ + cfg.counts[context->rx_queue_index & 3] + counter++;
    }

    """)

  private func object() async throws -> ObjectFile {
    try ObjectFile(bytes: try await Self.source.compiled(), name: "globals.bpf.o")
  }

  private func node(_ text: String) throws -> PlacedNode { try PlacedDocument(Array(text.utf8), file: "f.yml").root }

  @Test func `variables are set whole with what the object has elsewhere`() async throws {
    var problems = PlacedProblems()
    let text = """
      limits.high: 9
      limits: {low: 6}
      cfg.counts[2]: 0x30
      cfg.name: eth0
      only_listed: false
      program.counter: -1
      """
    let fixture = GlobalFixture(try node(text), object: try await object(), &problems)
    #expect(problems.texts == [])
    #expect(
      fixture.bytes.map { "\($0.section) \(hex($0.bytes))" } == [
        ".rodata 06 00 79 00", ".data.cfg 65 74 68 30 00 00 00 00 01 00 00 00 02 00 00 00 30 00 00 00 04 00 00 00",
        ".rodata 00", ".bss ff ff ff ff",
      ])
  }

  @Test func `what is expected of variables is read back by path`() async throws {
    let object = try await object()
    var problems = PlacedProblems()
    let text = "{seen: '>= 4', limits.high: 3, cfg: {counts: [1, 2]}, program.counter: 0}"
    let expectation = GlobalExpectation(try node(text), object: object, &problems)
    #expect(problems.texts == [])
    #expect(expectation.sections == [".bss", ".rodata", ".data.cfg"])
    var sections: [String: [UInt8]] = [:]
    for name in [".rodata", ".data.cfg"] {
      sections[name] = object.bytes(of: try #require(object.section(named: name))).array
    }
    #expect(
      expectation.differences(from: sections).map(\.description) == [
        "seen: expected a value, is not in what was read of .bss",
        "program.counter: expected a value, is not in what was read of .bss",
      ])
    sections[".bss"] = [UInt8](repeating: 1, count: 8)
    sections[".data.cfg"]?[12] = 9
    #expect(
      expectation.differences(from: sections).map(\.description) == [
        "cfg.counts[1]: expected 2, is 9", "program.counter: expected 0, is 16843009",
      ])
    let shown = GlobalText.values(of: ".data.cfg", bytes: sections[".data.cfg"] ?? [], object: object)
    #expect(shown.map(\.yaml) == [#"{name: "", counts: [1, 9, 3, 4]}"#])
    #expect(GlobalText.values(of: ".bss", bytes: [1], object: object).isEmpty)
  }

  @Test(arguments: [
    ("{sen: 1}", "1:2: the object has no global 'sen'; did you mean 'seen'?"),
    (
      "{zzzzzzz: 1}",
      "1:2: the object has no global 'zzzzzzz'; globals: limits, only_listed, cfg, program.counter, seen"
    ),
    ("{limits.lo: 1}", "1:2: const volatile struct limits has no member 'lo'; it has low, high, rest"),
    ("{limits: {high: 16}}", "1:17: '16' does not fit __u16: expected a number from 0 to 15"),
    ("{seen: 1, seen.x: 2}", "1:11: volatile __u32 is no struct or union: it has no member 'x'"),
    (
      "{limits.low: 1, limits: {low: 2}}",
      "1:31: another value stands in the same bytes already; name one member of a union only"
    ),
    ("{'a b': 1}", "1:2: 'a b': '.' or '[' was expected before ' b'"),
    ("[1]", "1:1: expected keys and values, found a list"),
  ])
  func `what is no global is said at its place`(text: String, message: String) async throws {
    var problems = PlacedProblems()
    let fixture = GlobalFixture(try node(text), object: try await object(), &problems)
    #expect(problems.texts.joined(separator: "\n") == message)
    #expect(fixture.bytes.count <= 2)
  }

  @Test func `an object without types says that its globals have no names`() async throws {
    let object = try ObjectFile(bytes: try await Self.source.compiled(flags: []), name: "globals.bpf.o")
    var problems = PlacedProblems()
    _ = GlobalExpectation(try node("{seen: 1}"), object: object, &problems)
    #expect(problems.texts == ["1:1: the object has no BTF: its globals cannot be named; compile it with -g"])
  }
}
