import TestSupport
import Testing

@testable import Capture

@Suite struct FieldsTests {
  @Test func `numbers are little-endian, and 0 behind the end`() {
    let fields = Fields([1, 2, 3, 4, 0xff, 0xff, 0xff, 0xff, 5])
    #expect(fields.word(0) == 0x0403_0201)
    #expect(fields.descriptor(4) == -1)
    #expect(fields.long(0) == 0xffff_ffff_0403_0201)
    #expect(fields.word(8) == 5)
    #expect(fields.word(100) == 0)
    #expect(fields.long(7) == 0x05ff)
  }

  @Test func `texts end at their NUL or with their bytes`() {
    let fields = Fields(Array("abc\0def".utf8))
    #expect(fields.text(0, count: 16) == "abc")
    #expect(fields.text(4, count: 2) == "de")
    #expect(fields.text(40, count: 2) == "")
  }

  @Test func `what is set is read, and nothing is set behind the end`() {
    var fields = Fields(count: 12)
    fields.set(4, to: UInt64(0x1122_3344_5566_7788))
    #expect(fields.long(4) == 0x1122_3344_5566_7788)
    fields.set(10, to: UInt32(0xffff_ffff))
    #expect(fields.bytes.count == 12 && fields.bytes[10...] == [0xff, 0xff])
    fields.grow(to: 16)
    #expect(fields.bytes.count == 16)
  }
}
