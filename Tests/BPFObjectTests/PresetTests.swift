import BPFObject
import BTF
import TestSupport
import Testing

@Suite(.requires("clang")) struct PresetTests {
  /// Globals with their values from macros, so that clang shows what a preset must do.
  private static let source = CSource(
    """
    enum mode { OFF, ON = 3 };
    struct limit { __u16 min; __u64 max; };
    struct cfg { struct limit limits[4]; enum mode mode; __u32 low : 3, high : 5; char name[8]; };
    #ifndef SET
    const volatile int pid = 0;
    const volatile struct cfg cfg = { .high = 21 };
    volatile unsigned char flags[4] SEC(".data.flags") = { 1, 2, 3, 4 };
    #else
    const volatile int pid = -7;
    const volatile struct cfg cfg = { .limits = {{}, {}, {}, { .max = 5 }}, .mode = ON, .low = 6, .high = 9,
      .name = "bash" };
    volatile unsigned char flags[4] SEC(".data.flags") = { 1, 2, 0xff, 4 };
    #endif
    volatile long total;
    SEC("xdp") int program(struct xdp_md *context) {
      static volatile int counter;
      return pid + cfg.mode + cfg.limits[context->ingress_ifindex & 3].max + cfg.low + cfg.high + cfg.name[0]
        + flags[1] + total + counter++;
    }

    """)

  private func object(_ flags: [String] = []) async throws -> ObjectFile {
    try ObjectFile(bytes: try await Self.source.compiled(flags: ["-g"] + flags), name: "test.bpf.o")
  }

  private func contents(_ object: ObjectFile, _ name: String) throws -> [UInt8] {
    object.bytes(of: try #require(object.section(named: name))).array
  }

  @Test func presetsMakeTheBytesThatTheCompilerWouldHaveWritten() async throws {
    let plain = try await object()
    let set = try await object(["-DSET"])
    let presets = try Preset.list(
      """
      # production settings
      pid = -7
      cfg.limits[3].max = 0x5  # packets

      cfg.mode = ON
        cfg.low=7
      cfg.low = 6
      cfg.high = 0b1001
      cfg.name = "bash"
      flags[2] = 255
      """)
    var sections = [".rodata": try contents(plain, ".rodata"), ".data.flags": try contents(plain, ".data.flags")]
    for value in try plain.bytes(for: presets) {
      sections[value.section]?.replaceSubrange(value.offset..<(value.offset + value.bytes.count), with: value.bytes)
    }
    #expect(sections[".rodata"] == (try contents(set, ".rodata")))
    #expect(sections[".data.flags"] == (try contents(set, ".data.flags")))
  }

  @Test func aGlobalWithoutBytesInTheFileCanBeSet() async throws {
    let object = try await object()
    let values = try object.bytes(for: [try Preset("total=0x0102030405060708")])
    #expect(values.map(\.section) == [".bss"])
    #expect(values.map(\.bytes) == [[8, 7, 6, 5, 4, 3, 2, 1]])
  }

  @Test func whatDoesNotFitIsAnErrorWithItsLine() async throws {
    let object = try await object()
    let cases = [
      ("pid=x", "pid: 'x' does not fit const volatile int: a number from -2147483648 to 2147483647 was expected"),
      ("cfg.limits[4].max=1", "cfg.limits[4].max: index 4 is out of range: struct limit[4] has 4 elements"),
      ("cfg.mod=1", "cfg.mod: const volatile struct cfg has no member 'mod'; it has limits, mode, low, high, name"),
      ("cfg.mode=5000000000", "5000000000 does not fit enum mode: a number from 0 to 4294967295 was expected"),
      ("flags={1,2,3,4,5}", "volatile unsigned char[4] has no more than 4 elements"),
    ]
    for (text, message) in cases {
      let preset = try Preset(text, line: 7)
      let error = #expect(throws: PresetError.self) { try object.bytes(for: [preset]) }
      #expect(error?.message.hasSuffix(message) == true, "\(error?.message ?? "")")
      #expect(error?.description.hasPrefix("line 7: ") == true)
    }
    let unknown = #expect(throws: PresetError.self) { try object.bytes(for: [try Preset("tid=1")]) }
    #expect(unknown?.message.hasPrefix("the object has no global 'tid'; it has ") == true)
    #expect(unknown?.message.contains("pid") == true)
  }

  @Test func anObjectWithoutTypesSaysWhatIsMissing() async throws {
    let object = try ObjectFile(bytes: try await Self.source.compiled(flags: []), name: "test.bpf.o")
    #expect(throws: PresetError.self) { try object.bytes(for: [try Preset("pid=1")]) }
  }

  @Test func commentsStandOutsideOfQuotes() throws {
    let presets = try Preset.list("a = \"x # y\" # z\r\nb='#'#\r\n#c = 1\n\n d = 1")
    #expect(presets.map(\.value) == ["\"x # y\"", "'#'", "1"])
    #expect(presets.map(\.line) == [1, 2, 5])
  }

  @Test(arguments: [("a", 1), ("a = 1\nb", 2), ("\n\n= 5", 3), ("a[ = 1", 1)])
  func aLineThatIsNoPresetIsAnErrorWithItsNumber(_ text: String, _ line: Int) {
    let error = #expect(throws: PresetError.self) { try Preset.list(text) }
    #expect(error?.line == line)
  }
}
