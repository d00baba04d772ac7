import BTF
import Fixtures
import Placed
import TestSupport
import Testing

@Suite(.requires("clang")) struct ReadingTests {
  private let values = TypedValuesOfC()

  @Test(arguments: [
    ("__u8", "ff", "255", "255"), ("__s8", "ff", "-1", "-1"), ("_Bool", "01", "true", "true"),
    ("_Bool", "02", "hex 02", #"{hex: "02"}"#), ("enum mode", "03 00 00 00", "ON", "ON"),
    ("enum mode", "05 00 00 00", "5", "5"), ("enum sign", "ff ff ff ff", "BELOW", "BELOW"),
    ("enum large", "00 00 00 00 01 00 00 00", "HUGE", "HUGE"), ("__be16", "01 bb", "be 443", "be 443"),
    ("__be32", "0a 00 00 09", "10.0.0.9", "10.0.0.9"), ("void *", "00 10 00 00 00 00 00 00", "0x1000", "0x1000"),
    ("char[8]", "62 61 73 68 00 00 00 00", #""bash""#, #""bash""#),
    ("char[8]", "62 00 73 68 00 00 00 00", "hex 62 00 73 68 00 00 00 00", #"{hex: "6200736800000000"}"#),
    ("char[4]", "22 5c 2a 00", #"""\*""#, #""\"\\*""#),
    ("__u8[6]", "02 00 00 00 00 0f", "02:00:00:00:00:0f", #""02:00:00:00:00:0f""#),
    ("__u8[4]", "01 02 00 00", "[1, 2, 0, 0]", "[1, 2, 0, 0]"), ("__u8[4]", "74 63 00 00", #""tc""#, #""tc""#),
    ("struct in6_addr", "fe 80 00 00 00 00 00 00 00 00 00 00 00 00 00 01", "fe80::1", #""fe80::1""#),
    ("struct in6_addr", "00 00 00 00 00 00 00 00 00 00 ff ff 0a 00 00 09", "::ffff:10.0.0.9", #""::ffff:10.0.0.9""#),
    ("__u16[3]", "01 00 00 00 00 00", "[1, 0, 0]", "[1, 0, 0]"),
    (
      "struct outer", "01 00 fd 00 09 00 00 00", "{id: 1, in: {low: 5, high: -1}, number: 9}",
      "{id: 1, in: {low: 5, high: -1}, number: 9}"
    ),
    ("struct outer", "01 02", "hex 01 02", #"{hex: "0102"}"#),
    (
      "struct keys",
      "0a 00 00 09 01 bb 06 01 40 4b 4c 00 00 00 00 00 6e 67 69 6e 78 00 00 00 00 00 00 00 00 00 00 00 08 "
        + "00 00 00 00 00 00 00",
      #"{source: 150994954, port: be 443, proto: 6, known: true, seen: 5000000, comm: "nginx", mode: LOUD}"#,
      #"{source: 150994954, port: be 443, proto: 6, known: true, seen: 5000000, comm: "nginx", mode: LOUD}"#
    ),
  ])
  func `bytes are shown as their type means them`(type: String, bytes: String, text: String, yaml: String) async throws
  {
    let (types, id) = try await values.type(type)
    let bytes = bytes.split(separator: " ").map { UInt8($0, radix: 16)! }
    #expect(ValueText.text(bytes, type: id, types: types) == text)
    #expect(ValueYAML.text(bytes, type: id, types: types) == yaml)
    guard bytes.count == (try types.size(of: id)) else { return }
    #expect(try await values.write(yaml, as: type).bytes == bytes)
  }

  @Test func `a long value takes a line a field`() async throws {
    let (types, id) = try await values.type("struct keys")
    let bytes = [UInt8](repeating: 0, count: try types.size(of: id))
    #expect(
      ValueText.lines(bytes, type: id, types: types) == [
        "source: 0", "port: be 0", "proto: 0", "known: false", "seen: 0", "comm: \"\"", "mode: OFF",
      ])
    #expect(
      ValueYAML.lines(bytes, type: id, types: types).joined(separator: "\n")
        == "source: 0\nport: be 0\nproto: 0\nknown: false\nseen: 0\ncomm: \"\"\nmode: OFF")
  }
}
