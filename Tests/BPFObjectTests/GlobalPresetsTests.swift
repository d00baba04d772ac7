import BPFObject
import BTF
import TestSupport
import Testing

@Suite struct GlobalPresetsTests {
  static let source = CSource(
    """
    enum mode { OFF, ON = 5 };
    struct limits { int least; unsigned low : 3, high : 5; char name[8]; };
    const volatile enum mode mode = OFF;
    const volatile struct { int unused; struct limits limits[3]; } settings = { 1, { { 2, 3, 4, "abc" } } };
    long long total;
    static volatile unsigned char small = 200;
    SEC("xdp") int main_program(struct xdp_md *context) {
      total += settings.limits[context->ingress_ifindex & 1].least + small++;
      return mode;
    }

    """)

  @Test(.requires("clang"))
  func valuesAreEncodedWhereTheirVariablesLie() async throws {
    let object = try ObjectFile(bytes: await Self.source.compiled(), name: "presets")
    let places = Dictionary(uniqueKeysWithValues: object.variables.map { ($0.name, $0) })
    var presets = GlobalPresets(for: object)
    try presets.set("mode", to: "ON")
    try presets.set("total", to: "-2")
    try presets.set("small", to: "0x7f")
    try presets.set("settings.limits[2].name", to: "\"xyz\"")
    try presets.set("settings.limits[0].low", to: "7")
    try presets.set("settings.limits[0].high", to: "1")
    let settings = try #require(places["settings"]?.offset)
    let mode = try #require(places["mode"]?.offset)
    let expected: [GlobalPresets.Change] = [
      .init(section: ".rodata", offset: mode, bytes: [5, 0, 0, 0]),
      .init(section: ".bss", offset: 0, bytes: [0xfe] + [UInt8](repeating: 0xff, count: 7)),
      .init(section: ".data", offset: 0, bytes: [0x7f]),
      .init(section: ".rodata", offset: settings + 41, bytes: Array("xyz".utf8) + [UInt8](repeating: 0, count: 5)),
      .init(section: ".rodata", offset: settings + 8, bytes: [0x27]),
      .init(section: ".rodata", offset: settings + 8, bytes: [0x0f]),
    ]
    #expect(presets.changes == expected)
  }

  @Test(.requires("clang"))
  func wrongNamesAndValuesAreExplained() async throws {
    let object = try ObjectFile(bytes: await Self.source.compiled(), name: "presets")
    func problem(_ path: String, _ value: String) -> String {
      var presets = GlobalPresets(for: object)
      do {
        try presets.set(path, to: value)
        return "none"
      } catch { return error.message }
    }
    #expect(problem("modes", "1").hasPrefix("the object has no global variable 'modes'; it has "))
    #expect(problem("settings.limits[3].least", "1").contains("out of range"))
    #expect(problem("small", "256") != "none")
    #expect(problem("mode", "SOMETIMES") != "none")
    #expect(problem("", "1") != "none")
  }

  @Test func anObjectWithoutTypesHasNoVariablesByName() throws {
    var presets = GlobalPresets(for: try ObjectFile(bytes: ObjectBuilder.minimal().bytes(), name: "minimal"))
    #expect(throws: ValueError("the object has no BTF: its variables cannot be set by name")) {
      try presets.set("any", to: "1")
    }
  }
}
