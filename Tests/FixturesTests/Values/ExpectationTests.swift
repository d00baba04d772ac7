import BTF
import Findings
import Fixtures
import Placed
import TestSupport
import Testing

@Suite(.requires("clang")) struct ExpectationTests {
  private let values = TypedValuesOfC()

  /// The differences between a value and what is expected of it.
  private func compare(_ type: String, _ value: String, _ expected: String) async throws -> [String] {
    let bytes = try #require(try await values.write(value, as: type).bytes)
    let (types, id) = try await values.type(type)
    var problems = PlacedProblems()
    let node = try PlacedDocument(Array(expected.utf8), file: "f.yml").root
    let expectation = ValueExpectation(node, type: id, types: types, &problems)
    #expect(problems.texts == [])
    let differences = expectation.differences(from: bytes, at: "it")
    #expect(differences.allSatisfy { $0.span?.file == "f.yml" })
    return differences.map(\.description)
  }

  @Test(arguments: [
    ("__u32", "5", "5"), ("__u32", "5", "0x5"), ("__u32", "5", "'>= 5'"), ("__u32", "5", "'>4'"),
    ("__u32", "5", "'< 6'"), ("__u32", "5", "<= 5"), ("__u32", "5", "'!= 6'"), ("__u32", "5", "5..5"),
    ("__u32", "5", "1 .. 10"), ("__u32", "5", "any"), ("__u32", "5", "/^5$/"), ("__u32", "5", "= 5"),
    ("__s32", "-5", "-10..-1"), ("__s32", "-1", "0xffffffff"), ("__s32", "-1", "'< 0'"),
    ("__u32", "10.0.0.9", "10.0.0.9"), ("__u32", "10.0.0.9", "10.0.0.0/8"), ("__u32", "10.0.0.9", "0.0.0.0/0"),
    ("__u32", "10.0.0.9", "10.0.0.1..10.0.0.20"), ("__u32", "10.0.0.9", "'!= 10.0.0.1'"),
    ("__be16", "be 443", "be 443"), ("__be16", "be 443", "be 1..be 1023"), ("__be16", "be 443", "'> be 442'"),
    ("__u64", "5ms", "'< 6ms'"), ("__u64", "5ms", "4ms..5ms"), ("enum mode", "ON", "ON"), ("enum mode", "ON", "3"),
    ("enum mode", "ON", "/^O/"), ("enum mode", "ON", "'!= OFF'"), ("_Bool", "true", "true"), ("char", "a", "a"),
    ("char[8]", "nginx", "nginx"), ("char[8]", "nginx", "/ngi.x/"), ("char[8]", "nginx", "'!= bash'"),
    ("char[8]", "any", "'= any'"), ("char[8]", "nginx", "any"), ("char[8]", "nginx", "[110, 103]"),
    ("char[8]", "nginx", "{hex: 6e67696e78000000}"), ("__u8[6]", "'02:00:00:00:00:0f'", "'02:00:00:00:00:0f'"),
    ("__u8[16]", "'fe80::1'", "fe80::/10"), ("struct in6_addr", "'fe80::1'", "fe80::1"),
    ("__u8[16]", "some text", "some text"), ("__u8[16]", "some text", "/text$/"),
    ("__u16[3]", "[1, 2, 3]", "[1, '> 1']"),
    ("__u16[3]", "[1, 2, 3]", "{2: 3}"), ("__u16[3]", "[1, 2, 3]", "any"),
    ("struct outer", "{id: 1, in: {low: 5, high: -1}}", "{in: {high: '< 0'}, in.low: 5}"),
    ("struct outer", "{id: 1, number: 7}", "{number: 7, pairs.a: 7}"),
  ])
  func `a value that is as expected has no differences`(type: String, value: String, expected: String) async throws {
    #expect(try await compare(type, value, expected) == [])
  }

  @Test(arguments: [
    ("__u32", "5", "6", "it: expected 6, is 5"), ("__u32", "5", "0x6", "it: expected 0x6, is 0x5"),
    ("__u32", "5", "'>= 6'", "it: expected >= 6, is 5"), ("__u32", "5", "'!= 5'", "it: expected != 5, is 5"),
    ("__u32", "5", "6..9", "it: expected 6..9, is 5"), ("__u32", "5", "/^6/", "it: expected /^6/, is 5"),
    ("__u32", "10.0.0.9", "10.0.0.8", "it: expected 10.0.0.8, is 10.0.0.9"),
    ("__u32", "10.0.0.9", "11.0.0.0/8", "it: expected 11.0.0.0/8, is 10.0.0.9"),
    ("__be16", "be 443", "443", "it: expected 443, is 47873 (be 443)"),
    ("__be16", "be 443", "be 80", "it: expected be 80, is be 443"), ("__u64", "7us", "5ms", "it: expected 5ms, is 7us"),
    ("enum mode", "ON", "OFF", "it: expected OFF, is ON"), ("enum mode", "6", "OFF", "it: expected OFF, is 6"),
    ("enum mode", "ON", "4", "it: expected 4, is 3"), ("_Bool", "true", "false", "it: expected false, is true"),
    ("char", "a", "b", "it: expected b, is 'a'"), ("__s32", "-1", "0x7", "it: expected 0x7, is 0xffffffff"),
    ("char[8]", "nginx", "bash", #"it: expected "bash", is "nginx""#),
    ("char[8]", "nginx", "/^b/", #"it: expected /^b/, is "nginx""#),
    ("char[8]", "{hex: ff00000000000000}", "bash", #"it: expected "bash", is hex ff 00 00 00 00 00 00 00"#),
    ("char[4]", "ab", "{hex: 61626364}", "it: expected hex 61 62 63 64, is hex 61 62 00 00"),
    ("__u16[3]", "[1, 2, 3]", "[1, 5]", "it[1]: expected 5, is 2"),
    ("__u8[6]", "'02:00:00:00:00:0f'", "'02:00:00:00:00:01'", "it: expected 02:00:00:00:00:01, is 02:00:00:00:00:0f"),
    ("struct in6_addr", "fe80::1", "10::/16", "it: expected 10::/16, is fe80::1"),
    (
      "struct outer", "{id: 1, in: {low: 5}}", "{id: 2, in: {low: '> 5'}, pairs: {a: 3}}",
      "it.id: expected 2, is 1\nit.in.low: expected > 5, is 5\nit.pairs.a: expected 3, is 0"
    ),
  ])
  func `a difference says what came as the expectation is written`(
    type: String, value: String, expected: String, difference: String
  ) async throws {
    #expect(try await compare(type, value, expected).joined(separator: "\n") == difference)
  }

  @Test(arguments: [
    ("__u32", "'>= x'", "1:1: 'x' does not fit __u32: expected a number from 0 to 4294967295"),
    ("__u32", "'> '", "1:1: '' does not fit __u32: expected a number from 0 to 4294967295"),
    ("__u32", "9..1", "1:1: '9..1' is a range that holds nothing"),
    ("__u32", "1..10.0.0.1", "1:1: '1..10.0.0.1' is no range: its ends are written differently"),
    ("__u32", "{a: 1}", "1:1: expected a number from 0 to 4294967295 for __u32, found keys and values"),
    ("char[8]", "longer than it", "1:1: 14 bytes of text do not fit char[8]"),
    ("__u8[4]", "5", "1:1: expected an IPv4 address, text or a list for __u8[4], found '5'"),
    (
      "struct outer", "{idd: 1, in: 5}",
      "1:2: struct outer has no field 'idd'; did you mean 'id'?\n"
        + "1:14: expected fields of struct inner, found '5'"
    ),
    ("struct in6_addr", "10.0.0.1", "1:1: expected fields of struct in6_addr or an IPv6 address, found '10.0.0.1'"),
  ])
  func `an expectation that cannot hold is a problem at its place`(type: String, text: String, message: String)
    async throws
  {
    let (types, id) = try await values.type(type)
    var problems = PlacedProblems()
    let node = try PlacedDocument(Array(text.utf8), file: "f.yml").root
    _ = ValueExpectation(node, type: id, types: types, &problems)
    #expect(problems.texts.joined(separator: "\n") == message)
  }

  @Test func `a difference is placed where its part is written`() async throws {
    let (types, id) = try await values.type("struct outer")
    var problems = PlacedProblems()
    let node = try PlacedDocument(Array("id: 1\nin:\n  low: 2\n  high: 0\n".utf8), file: "f.yml").root
    let expectation = ValueExpectation(node, type: id, types: types, &problems)
    let found = expectation.differences(from: [UInt8](repeating: 0, count: 8))
    #expect(
      found.map { "\($0.span.map(String.init(describing:)) ?? "-") \($0)" } == [
        "f.yml:1:5 id: expected 1, is 0", "f.yml:3:8 in.low: expected 2, is 0",
      ])
  }

  @Test func `a regular expression that is none says so`() async throws {
    let (types, id) = try await values.type("char[8]")
    for text in ["/(/", "/\(String(repeating: "a", count: 1_001))/"] {
      var problems = PlacedProblems()
      _ = ValueExpectation(try PlacedDocument(Array(text.utf8), file: "f").root, type: id, types: types, &problems)
      #expect(problems.texts.count == 1)
      #expect(problems.texts.first?.contains("regular expression") == true, "\(problems.texts)")
    }
  }

  @Test func `bytes that are too few are a difference`() async throws {
    let (types, id) = try await values.type("struct keys")
    var problems = PlacedProblems()
    let node = try PlacedDocument(Array("{proto: 6}".utf8), file: "f").root
    let expectation = ValueExpectation(node, type: id, types: types, &problems)
    #expect(
      expectation.differences(from: [1, 2], at: "it").map(\.description)
        == ["it: expected 40 bytes of struct keys, is 2 bytes"])
  }

  @Test func `padding that holds something is told apart from poison`() async throws {
    let (types, id) = try await values.type("struct gaps")
    var bytes = try #require(try await values.write("{a: 1}", as: "struct gaps", padding: 0xaa).bytes)
    #expect(ValuePadding.leaks(in: bytes, type: id, types: types, poison: 0xaa).isEmpty)
    #expect(
      ValuePadding.leaks(in: bytes, type: id, types: types).map(\.description) == [
        "padding after a (bytes 1 to 3) holds aa aa aa",
        "padding after c (bytes 9 to 15) holds aa aa aa aa aa aa aa",
      ])
    bytes.replaceSubrange(1..<4, with: [0, 0, 0])
    bytes[11] = 7
    #expect(
      ValuePadding.leaks(in: bytes, type: id, types: types, poison: 0xaa, at: "events[0]").map(\.description)
        == ["padding after events[0].c (bytes 9 to 15) holds aa aa 07 aa aa aa aa"])
    #expect(ValuePadding.exists(in: id, types: types))
    let whole = try await values.type("struct keys")
    #expect(ValuePadding.exists(in: whole.id, types: whole.types))
    let packed = try await values.type("struct named")
    #expect(!ValuePadding.exists(in: packed.id, types: packed.types))
  }
}
