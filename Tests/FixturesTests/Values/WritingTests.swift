import BPFObject
import BTF
import Fixtures
import Placed
import TestSupport
import Testing

@Suite(.requires("clang")) struct WritingTests {
  private let values = TypedValuesOfC()

  @Test(
    arguments: [
      ("__u8", "255", "ff"), ("__u8", "0x7f", "7f"), ("__u8", "0b1010", "0a"), ("__s8", "-1", "ff"),
      ("__s8", "0xff", "ff"), ("__u16", "0o17", "0f 00"), ("__u32", "1_000", "e8 03 00 00"),
      ("__s64", "-2", "fe ff ff ff ff ff ff ff"), ("__u64", "18446744073709551615", "ff ff ff ff ff ff ff ff"),
      ("_Bool", "true", "01"), ("_Bool", "0", "00"), ("char", "a", "61"), ("char", "'5'", "35"), ("char", "5", "05"),
      ("enum mode", "ON", "03 00 00 00"), ("enum mode", "7", "07 00 00 00"), ("enum mode", "ON | LOUD", "0b 00 00 00"),
      ("enum sign", "BELOW", "ff ff ff ff"), ("enum sign", "-3", "fd ff ff ff"),
      ("enum large", "HUGE", "00 00 00 00 01 00 00 00"), ("void *", "0x1000", "00 10 00 00 00 00 00 00"),
      ("__be16", "be 443", "01 bb"), ("__u16", "htons(443)", "01 bb"), ("__be16", "443", "bb 01"),
      ("__be32", "10.0.0.9", "0a 00 00 09"), ("__u32", "10.0.0.9", "0a 00 00 09"), ("__u32", "htonl(1)", "00 00 00 01"),
      ("__u64", "5ms", "40 4b 4c 00 00 00 00 00"), ("__u64", "1.5us", "dc 05 00 00 00 00 00 00"),
      ("__u64", "hex: 0102030405060708", "01 02 03 04 05 06 07 08"), ("char[8]", "bash", "62 61 73 68 00 00 00 00"),
      ("char[4]", "1234", "31 32 33 34"), ("__u8[6]", "'02:00:00:00:00:0f'", "02 00 00 00 00 0f"),
      ("__u8[4]", "10.0.0.9", "0a 00 00 09"), ("__u8[4]", "tc", "74 63 00 00"),
      ("__u8[16]", "'fe80::1'", "fe 80 00 00 00 00 00 00 00 00 00 00 00 00 00 01"),
      ("struct in6_addr", "'::ffff:10.0.0.9'", "00 00 00 00 00 00 00 00 00 00 ff ff 0a 00 00 09"),
      (
        "struct in6_addr", "{in6_u: {u6_addr32: [0, 0, 0, 1.2.3.4]}}", "00 00 00 00 00 00 00 00 00 00 00 00 01 02 03 04"
      ),
      ("__u16[3]", "[1, 2]", "01 00 02 00 ee ee"), ("__u16[3]", "{2: 7}", "ee ee ee ee 07 00"),
      ("struct outer", "{id: 1, in: {low: 5, high: -1}, number: 9}", "01 ee fd ee 09 00 00 00"),
      ("struct outer", "{id: 1, in.low: 5, text: ab}", "01 ee ed ee 61 62 00 00"), ("struct outer", "{pairs: []}", nil),
      ("struct outer", "{hex: 0011223344556677}", "00 11 22 33 44 55 66 77"),
      ("struct named", "{hex: 5}", "05 00 00 00"),
    ] as [(String, String, String?)])
  func `a value is the bytes that C would have made`(type: String, text: String, bytes: String?) async throws {
    let written = try await values.write(text, as: type, fill: 0xee)
    #expect(written.bytes.map(hex) == bytes, "\(written.problems)")
    #expect(written.problems.isEmpty == (bytes != nil))
  }

  @Test func `what is not named and what no field has are filled apart`() async throws {
    let written = try await values.write("{a: 1}", as: "struct gaps", fill: 0, padding: 0xaa)
    #expect(written.bytes.map(hex) == "01 aa aa aa 00 00 00 00 00 aa aa aa aa aa aa aa")
  }

  @Test(arguments: [
    ("__u8", "256", "1:1: '256' does not fit __u8: expected a number from 0 to 255"),
    ("__u32", "-1", "1:1: '-1' does not fit __u32: expected a number from 0 to 4294967295"),
    ("__s8", "0x100", "1:1: '0x100' does not fit __s8: expected a number from -128 to 127"),
    ("__u32", "[1]", "1:1: expected a number from 0 to 4294967295 for __u32, found a list"),
    ("__u32", "", "1:1: expected a number from 0 to 4294967295 for __u32, found keys and values"),
    (
      "__u32", "5ms",
      "1:1: '5ms' does not fit __u32: expected a number from 0 to 4294967295; "
        + "times are for 64-bit numbers: the unit of others is not known"
    ),
    (
      "__u16", "10.0.0.1",
      "1:1: '10.0.0.1' does not fit __u16: expected a number from 0 to 65535; "
        + "addresses take 4, 6 or 16 bytes; this takes 2"
    ),
    ("__u16", "be 65536", "1:1: '65536' does not fit __u16: expected a number from 0 to 65535"),
    (
      "__u8", "be 1",
      "1:1: 'be 1' does not fit __u8: only whole numbers of 2 bytes and more have a byte order"
    ),
    ("_Bool", "yes", "1:1: 'yes' does not fit _Bool: expected true or false"),
    (
      "enum mode", "ONN",
      "1:1: 'ONN' does not fit enum mode: expected a name of enum mode or a number from 0 to 4294967295; "
        + "did you mean 'ON'?"
    ),
    (
      "enum mode", "ON|zzzzz",
      "1:1: 'zzzzz' is no name of enum mode; names: OFF, ON, LOUD"
    ),
    ("struct outer", "{idd: 1}", "1:2: struct outer has no field 'idd'; did you mean 'id'?"),
    (
      "struct outer", "{zzzzzzz: 1}",
      "1:2: struct outer has no field 'zzzzzzz'; fields: id, in, number, text, pairs"
    ),
    ("struct outer", "{in.lo: 1}", "1:2: struct inner has no member 'lo'; it has low, high"),
    (
      "struct outer", "{number: 1, text: ab}",
      "1:19: another value stands in the same bytes already; name one member of a union only"
    ),
    ("struct outer", "5", "1:1: expected fields of struct outer, found '5'"),
    ("struct outer", "[5]", "1:1: expected fields of struct outer, found a list"),
    ("struct inner", "{low: 8}", "1:7: '8' does not fit __u8: expected a number from 0 to 7"),
    ("struct inner", "{low: {hex: 01}}", "1:13: a bit field has no bytes of its own"),
    ("struct in6_addr", "10.0.0.1", "1:1: expected fields of struct in6_addr or an IPv6 address, found '10.0.0.1'"),
    ("char[4]", "longer", "1:1: 6 bytes of text do not fit char[4]"),
    ("__u16[3]", "[1, 2, 3, 4]", "1:1: __u16[3] has 3 elements; there are 4 here"),
    ("__u16[3]", "{3: 4}", "1:2: __u16[3] has no element '3'; elements: 0 to 2"),
    ("__u16[3]", "text", "1:1: expected a list for __u16[3], found 'text'"),
    ("__u8[4]", "5", "1:1: expected an IPv4 address, text or a list for __u8[4], found '5'"),
    ("__u32", "{hex: 01 02}", "1:7: expected 4 bytes, found 2"),
    (
      "__u32", "{hex: 0102030}",
      "1:7: expected hex digits, found '0102030': the last byte has one hex digit, it takes two"
    ),
    (
      "struct outer", "{id: 300, in: {low: 9, high: x}}",
      "1:6: '300' does not fit __u8: expected a number from 0 to 255\n"
        + "1:21: '9' does not fit __u8: expected a number from 0 to 7\n"
        + "1:30: 'x' does not fit __s8: expected a number from -16 to 15"
    ),
  ])
  func `what does not fit is said with its place and what would`(type: String, text: String, message: String)
    async throws
  {
    let written = try await values.write(text, as: type)
    #expect(written.bytes == nil)
    #expect(written.problems.joined(separator: "\n") == message)
  }
}
