import BTF
import TestSupport
import Testing

/// Values from text against the bytes that clang writes for the same initialisers.
@Suite(.requires("clang")) struct ValueTests {
  private static let prelude =
    Sources.prelude + """
      enum mode { OFF, ON = 5, MINUS = -2 };
      enum large { BIG = 0x123456789aULL, NONE = 0 };
      struct limit { u16 min; u64 max; };
      struct cfg {
        bool on; s8 level; enum mode mode; enum large large; struct limit limits[3]; char name[8];
        u32 a : 3; s32 b : 5; enum mode m : 4; u64 wide : 40; union { u32 word; u8 bytes[4]; }; __int128 huge;
        void *pointer; double real; u8 mac[6];
      };

      """

  /// Pairs of C initialiser and our text for whole variables.
  static let values: [(declaration: String, initializer: String, text: String)] = [
    ("u8 $", "255", "0xff"), ("s8 $", "-128", "-128"), ("s8 $", "-1", "-0b1"), ("u16 $", "0x1234", " 0x1234 "),
    ("s32 $", "-2147483647 - 1", "-2147483648"), ("u32 $", "0755", "0755"), ("u32 $", "0755", "0o755"),
    ("u64 $", "0xffffffffffffffffULL", "18446744073709551615"), ("s64 $", "-5", "-5"), ("s64 $", "5", "+5"),
    ("bool $", "1", "true"), ("bool $", "0", "false"), ("bool $", "1", "1"), ("char $", "'a'", "'a'"),
    ("char $", "'\\n'", "'\\n'"), ("char $", "'\\xff'", "'\\xff'"), ("int $", "'A'", "'A'"), ("u8 $", "7", "'\\7'"),
    ("enum mode $", "ON", "ON"), ("enum mode $", "MINUS", "MINUS"), ("enum mode $", "(enum mode)3", "3"),
    ("enum large $", "BIG", "BIG"), ("__int128 $", "-((__int128)1 << 100)", "-0x10000000000000000000000000"),
    ("const volatile u32 $", "9", "9"), ("u16 $[3]", "{1, 2, 3}", "{1,2, 3,}"), ("u16 $[3]", "{1}", "{ 1 }"),
    ("int $[2][2]", "{{1, 2}, {3}}", "{{1, 2}, {3}}"), ("char $[8]", "\"bash\"", "bash"),
    ("char $[8]", "\"a b\"", "\"a b\""), ("char $[4]", "\"full\"", "full"),
    ("u8 $[4]", "\"a\\0\\x7f\"", "\"a\\0\\x7f\""),
    ("char $[3]", "{'a', 'b'}", "{'a', 'b'}"), ("u8 $[3]", "{0}", "{}"),
    (
      "struct cfg $",
      "{.on = 1, .level = -3, .mode = ON, .large = BIG, .limits = {{.max = 7}, {.min = 1, .max = 2}}, .name = \"x\","
        + " .a = 5, .b = -9, .m = MINUS, .wide = 0xabcdef0123, .word = 77, .huge = 1}",
      "{.on=true, level = -3, .mode = ON, .large = BIG, .limits = {{.max = 7}, {.min = 1, .max = 2}}, .name = \"x\","
        + " .a = 5, .b = -9, .m = MINUS, .wide = 0xabcdef0123, .word = 77, .huge = 1}"
    ),
    ("struct cfg $[2]", "{{}, {.limits = {[0] = {.min = 3}}}}", "{{}, {.limits = {{.min = 3}}}}"),
  ]

  @Test func aValuesBytesAreThoseOfTheCompiler() async throws {
    var source = Self.prelude
    for (index, value) in Self.values.enumerated() {
      let name = value.declaration.replacing("$", with: "v\(index)")
      source += "\(name) SEC(\".data.v\(index)\") = \(value.initializer);\n"
    }
    let compiled = try await Compiled(source)
    for (index, value) in Self.values.enumerated() {
      let variable = try #require(compiled.types.type(named: "v\(index)", kind: .var), "\(value)")
      let encoded = try compiled.types.encode(value.text, at: ValuePlace(type: variable.target ?? 0))
      #expect(encoded.bytes == (try compiled.section(".data.v\(index)")), "\(value)")
      #expect(encoded.offset == 0)
    }
  }

  @Test func partsOfAVariableAreSetWhereTheCompilerPutsThem() async throws {
    let parts = [
      ("limits[1].max", "7"), ("limits[2].min", "65535"), ("b", "-16"), ("a", "7"), ("m", "MINUS"), ("wide", "1"),
      ("bytes[2]", "9"), ("name[3]", "'q'"), ("name", "abc"), ("mode", "ON"),
    ]
    var source = Self.prelude
    for (index, part) in parts.enumerated() {
      let value = part.0 == "name" ? "\"abc\"" : part.1
      source += "struct cfg p\(index) SEC(\".data.p\(index)\") = { .\(part.0) = \(value) };\n"
    }
    let compiled = try await Compiled(source)
    let cfg = try #require(compiled.types.type(named: "cfg", kind: .struct)).id
    for (index, part) in parts.enumerated() {
      let place = try compiled.types.place(try MemberPath("cfg." + part.0).steps, in: cfg)
      let encoded = try compiled.types.encode(part.1, at: place)
      let expected = try compiled.section(".data.p\(index)")
      var zeros = [UInt8](repeating: 0, count: expected.count)
      #expect(encoded.put(into: &zeros, at: 0))
      #expect(zeros == expected, "\(part)")
      // Of what stood there, only the value's bits change.
      var ones = [UInt8](repeating: 0xff, count: expected.count)
      #expect(encoded.put(into: &ones, at: 0))
      let width = encoded.mask.reduce(0) { $0 + $1.nonzeroBitCount }
      #expect(zip(zeros, ones).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount } == expected.count * 8 - width)
    }
  }

  /// What does not fit, and the error.
  static let refused: [(path: String, text: String, message: String)] = [
    ("level", "128", "128 does not fit s8: a number from -128 to 127 was expected"),
    ("level", "-129", "-129 does not fit s8: a number from -128 to 127 was expected"),
    ("a", "8", "8 does not fit u32: a number from 0 to 7 was expected"),
    ("b", "-17", "-17 does not fit s32: a number from -16 to 15 was expected"),
    ("word", "-1", "-1 does not fit u32: a number from 0 to 4294967295 was expected"),
    ("word", "0x1ffffffff", "8589934591 does not fit u32: a number from 0 to 4294967295 was expected"),
    ("word", "12x", "'12x' does not fit u32: a number from 0 to 4294967295 was expected"),
    ("word", "08", "'08' does not fit u32: a number from 0 to 4294967295 was expected"),
    ("word", "true", "'true' does not fit u32: a number from 0 to 4294967295 was expected"),
    ("word", "1 2", "'1 2': '2' was not expected"),
    ("word", "", "u32: a value was expected, not the end"),
    ("word", "'ab'", "''ab'': one character of one byte was expected"),
    ("on", "2", "2 does not fit bool: a number from 0 to 1 was expected"),
    ("on", "yes", "'yes' does not fit bool: true, false, 0 or 1 was expected"),
    (
      "mode", "FAST",
      "'FAST' does not fit enum mode: OFF, ON, MINUS, or a number from -2147483648 to 2147483647 was expected"
    ),
    ("m", "ON", ""), ("m", "8", "8 does not fit enum mode: a number from -8 to 7 was expected"),
    ("name", "123456789", "9 bytes of text do not fit char[8]"),
    ("name", "\"open", "'\"open': the closing \" is missing"),
    ("mac", "abc", "u8[6]: '{' or a text in quotes was expected, not 'abc'"),
    ("mac", "{1,2,3,4,5,6,7}", "u8[6] has no more than 6 elements"),
    ("mac", "{1 2}", "'{1 2}': ',' or '}' was expected, not '2}'"),
    ("mac", "{1", "'{1': ',' or '}' was expected, not the end"),
    ("limits[0]", "5", "struct limit: '{.member = value}' was expected, not '5'"),
    ("limits[0]", "{.mid = 1}", "struct limit has no member 'mid'; it has min, max"),
    ("limits[0]", "{1}", "struct limit: '.member = value' was expected before '}'"),
    ("pointer", "0", "void * cannot be set: integers, enums, arrays and structs of them can"),
    ("real", "1.5", "double cannot be set: integers, enums, arrays and structs of them can"),
  ]

  @Test func whatDoesNotFitIsRefusedWithTheRange() async throws {
    let types = try await Compiled(Self.prelude + "struct cfg v = {};").types
    let cfg = try #require(types.type(named: "cfg", kind: .struct)).id
    for value in Self.refused {
      let place = try types.place(try MemberPath("cfg." + value.path).steps, in: cfg)
      if value.message.isEmpty {
        #expect(throws: Never.self) { try types.encode(value.text, at: place) }
      } else {
        #expect(throws: ValueError(value.message)) { try types.encode(value.text, at: place) }
      }
    }
  }

  @Test func everyNumberOfAWidthIsEncodedAndItsNeighboursAreRefused() throws {
    var builder = TypeTableBuilder()
    let unsigned = [1, 2, 4, 8].map { builder.addInt("u\($0)", size: $0) }
    let signed = [1, 2, 4, 8].map { builder.addInt("s\($0)", size: $0, isSigned: true) }
    let types = try TypeTable(bytes: builder.bytes())
    var random = SeededGenerator(seed: 41)
    for (index, size) in [1, 2, 4, 8].enumerated() {
      let most = UInt64.max >> (64 - size * 8)
      for value in [0, 1, most, most / 2] + (0..<200).map({ _ in UInt64.random(in: 0...most, using: &random) }) {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
        #expect(try types.encode(String(value), at: ValuePlace(type: unsigned[index])).bytes == bytes)
        let shift = UInt64(64 - size * 8)
        let negative = Int64(bitPattern: value << shift) >> Int64(shift)
        #expect(try types.encode(String(negative), at: ValuePlace(type: signed[index])).bytes == bytes)
      }
      for wrong in [String(UInt128(most) + 1), "-1"] {
        #expect(throws: ValueError.self) { try types.encode(wrong, at: ValuePlace(type: unsigned[index])) }
      }
      for wrong in [String(most / 2 + 1), "-" + String(most / 2 + 2)] {
        #expect(throws: ValueError.self) { try types.encode(wrong, at: ValuePlace(type: signed[index])) }
      }
    }
  }
}
