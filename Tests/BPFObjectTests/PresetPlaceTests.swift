import BPFObject
import BTF
import TestSupport
import Testing

@Suite struct PresetPlaceTests {
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
    let presets = try Preset.list(
      """
      mode = ON
      total = -2
      small = 0x7f
      settings.limits[2].name = "xyz"
      settings.limits[0].low = 7
      settings.limits[0].high = 1
      """)
    let settings = try #require(places["settings"]?.offset)
    let mode = try #require(places["mode"]?.offset)
    let expected: [PresetBytes] = [
      .init(section: ".rodata", offset: mode, bytes: [5, 0, 0, 0]),
      .init(section: ".bss", offset: 0, bytes: [0xfe] + [UInt8](repeating: 0xff, count: 7)),
      .init(section: ".data", offset: 0, bytes: [0x7f]),
      .init(section: ".rodata", offset: settings + 41, bytes: Array("xyz".utf8) + [UInt8](repeating: 0, count: 5)),
      .init(section: ".rodata", offset: settings + 8, bytes: [0x27]),
      .init(section: ".rodata", offset: settings + 8, bytes: [0x0f]),
    ]
    #expect(try object.bytes(for: presets) == expected)
  }

  @Test(.requires("clang"))
  func wrongNamesAndValuesAreExplained() async throws {
    let object = try ObjectFile(bytes: await Self.source.compiled(), name: "presets")
    func problem(_ path: String, _ value: String) -> String {
      do throws(PresetError) {
        _ = try object.bytes(for: [try Preset("\(path)=\(value)")])
        return "none"
      } catch { return error.message }
    }
    #expect(problem("modes", "1").hasPrefix("the object has no global 'modes'; it has "))
    #expect(problem("settings.limits[3].least", "1").contains("out of range"))
    #expect(problem("small", "256") != "none")
    #expect(problem("mode", "SOMETIMES") != "none")
    #expect(problem("", "1") != "none")
  }

  @Test func anObjectWithoutTypesHasNoVariablesByName() throws {
    let object = try ObjectFile(bytes: ObjectBuilder.minimal().bytes(), name: "minimal")
    let error = #expect(throws: PresetError.self) { try object.bytes(for: [try Preset("any=1")]) }
    #expect(error?.message == "the object has no BTF: its globals cannot be set by name")
  }
}
