import BTF
import TestSupport
import Testing

/// Sizes, alignments and members against clang's own answers, which the C code stores in a global.
@Suite(.requires("clang")) struct LayoutTests {
  private static let source =
    Sources.prelude + """
      struct limit { u16 min; u64 max; };
      enum mode { OFF, ON };
      typedef const struct limit limit_t;
      struct cfg {
        bool on;
        struct { u8 low; union { u32 word; struct { u16 half; u8 bits : 3, more : 5; }; }; };
        limit_t limits[4];
        enum mode modes[2][3];
        void (*call)(struct cfg *, int (*)(char));
      } cfg = { .on = 1 };
      struct packed { u8 a; u64 b; } __attribute__((packed)) packed = { 1 };
      struct empty { } empty = {};
      __int128 wide = 1;
      #define O(path) __builtin_offsetof(struct cfg, path)
      u64 answers[] = { sizeof(struct cfg), _Alignof(struct cfg), sizeof(struct packed), _Alignof(struct packed),
        sizeof(struct empty), _Alignof(struct empty), sizeof(wide), _Alignof(__int128),
        O(on), O(low), O(word), O(half), O(limits[3].max), O(modes[1][2]), O(call) };
      SEC("xdp") int program(void *ctx) { return cfg.on + packed.a + wide + answers[0] + *(u8 *)&empty; }

      """

  private func answers(_ compiled: Compiled) throws -> [Int] {
    let bytes = try compiled.section(".data")
    let variable = try #require(compiled.types.type(named: "answers", kind: .var))
    let size = try compiled.types.size(of: variable.id)
    // The answers start with the size of cfg, and nothing before them does.
    let words = stride(from: 0, to: bytes.count - 7, by: 8).map { at in
      (0..<8).reduce(0) { $0 | Int(bytes[at + $1]) << ($1 * 8) }
    }
    let cfg = try compiled.types.size(of: try #require(compiled.types.type(named: "cfg", kind: .struct)).id)
    let first = try #require(words.firstIndex(of: cfg))
    return Array(words[first..<(first + size / 8)])
  }

  @Test func sizesAlignmentsAndOffsetsAreThoseOfTheCompiler() async throws {
    let compiled = try await Compiled(Self.source)
    let types = compiled.types
    var found: [Int] = []
    for name in ["cfg", "packed", "empty", "wide"] {
      let id = try #require(types.type(named: name, kind: .var)).id
      found += [try types.size(of: id), try types.alignment(of: id)]
    }
    let cfg = try #require(types.type(named: "cfg", kind: .struct)).id
    for path in ["on", "low", "word", "half", "limits[3].max", "modes[1][2]", "call"] {
      let place = try types.place(try MemberPath("cfg." + path).steps, in: cfg)
      #expect(place.bitOffset % 8 == 0)
      found.append(place.bitOffset / 8)
    }
    #expect(found == (try answers(compiled)))
  }

  @Test func aBitFieldsPlaceIsItsBitsAndWidth() async throws {
    let types = try await Compiled(Self.source).types
    let cfg = try #require(types.type(named: "cfg", kind: .struct)).id
    let half = try types.place(try MemberPath("cfg.half").steps, in: cfg)
    let more = try types.place(try MemberPath("cfg.more").steps, in: cfg)
    #expect(more.bitFieldSize == 5)
    #expect(more.bitOffset == half.bitOffset + 16 + 3)
  }

  @Test func typesAreWrittenAsCDeclaresThem() async throws {
    let types = try await Compiled(Self.source).types
    let cfg = try #require(types.type(named: "cfg", kind: .struct))
    let declarations = cfg.members.map { types.declaration(of: $0.type, named: $0.name) }
    #expect(
      declarations == [
        "bool on", "struct {...}", "limit_t limits[4]", "enum mode modes[2][3]",
        "void (*call)(struct cfg *, int (*)(char))",
      ])
    let limit = try #require(types.type(named: "limit_t", kind: .typedef)?.target)
    #expect(types.declaration(of: limit) == "const struct limit")
    #expect(
      types.declaration(of: try #require(types.type(named: "program", kind: .func)).id) == "int program(void *ctx)")
  }

  @Test func aStepThatDoesNotFitSaysWhatWasThere() async throws {
    let types = try await Compiled(Self.source).types
    let cfg = try #require(types.type(named: "cfg", kind: .struct)).id
    let wrong = [
      "cfg.off": "struct cfg has no member 'off'; it has on, limits, modes, call",
      "cfg.limits[4]": "index 4 is out of range: limit_t[4] has 4 elements",
      "cfg.limits[9223372036854775807]":
        "index 9223372036854775807 is out of range: limit_t[4] has 4 elements",
      "cfg.on.x": "bool is no struct or union: it has no member 'x'",
      "cfg.on[0]": "bool is no array: it has no element [0]",
    ]
    for (path, message) in wrong {
      let steps = try MemberPath(path).steps
      #expect(throws: ValueError(message)) { try types.place(steps, in: cfg) }
    }
  }

  @Test(arguments: ["", ".a", "a.", "a..b", "a[", "a[]", "a[-1]", "a[x]", "a[1", "a]", "a b", "1a", "a[1]b", "é"])
  func aBrokenPathIsAnError(_ text: String) {
    #expect(throws: ValueError.self) { try MemberPath(text) }
  }

  @Test func aPathIsWrittenAsItWasRead() throws {
    #expect(try MemberPath("a.b[0x10].c[1][2]").description == "a.b[16].c[1][2]")
  }
}
