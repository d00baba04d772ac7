import Testing

@testable import Placed

@Suite struct TextTests {
  @Test func `addresses are written as RFC 5952 says and read again`() throws {
    for (text, shown) in [
      ("::", "::"), ("::1", "::1"), ("1::", "1::"), ("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
      ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("::ffff:a00:1", "::ffff:10.0.0.1"),
      ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("0:0:1::", "0:0:1::"),
    ] {
      let bytes = try #require(AddressText.ipv6(text))
      #expect(AddressText.text(bytes) == shown)
      #expect(AddressText.ipv6(shown) == bytes)
    }
    for text in [
      "", ":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "g::", "1:2:3:4:5:6:7::8", "1.2.3.4",
    ] {
      #expect(AddressText.ipv6(text) == nil, "\(text)")
    }
    for text in ["", "1.2.3", "1.2.3.256", "01.2.3.4", "1.2.3.4.5", "1.2.3.-4", "a.b.c.d"] {
      #expect(AddressText.ipv4(text) == nil, "\(text)")
    }
    #expect(AddressText.mac("02-00-00-00-00-FF") == [2, 0, 0, 0, 0, 0xff])
    for text in ["", "1:2:3:4:5:6", "02:00:00:00:00", "02:00:00:00:00:0g"] {
      #expect(AddressText.mac(text) == nil, "\(text)")
    }
  }

  @Test(
    arguments: [
      ("", []), ("00ff", [0, 255]), ("0x00 FF", [0, 255]), ("0Xa_b, c-d:e\n f", [0xab, 0xcd, 0xef]),
    ] as [(String, [UInt8])])
  func `hex digits are bytes, whatever parts them`(text: String, bytes: [UInt8]) throws {
    let read = try HexText.bytes(text).get()
    #expect(read == bytes)
    #expect(try HexText.bytes(HexText.text(bytes, separator: " ")).get() == bytes)
  }

  @Test func `what is no byte is said`() {
    func words(_ text: String) -> String? {
      if case .failure(let fault) = HexText.bytes(text) { fault.words } else { nil }
    }
    #expect(words("0") == "the last byte has one hex digit, it takes two")
    #expect(words("0g") == "'g' is no hex digit")
    #expect(words("00 é0") == "'é' is no hex digit")
    #expect(HexText.byte(7) == "07")
  }
}
