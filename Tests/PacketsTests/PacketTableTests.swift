import TestSupport
import Testing

@testable import Packets

struct PacketTableTests {
  @Test(arguments: PacketLayers.all.map(\.name))
  func `a layer's fields cover each bit of its header once`(name: String) throws {
    let form = try #require(PacketLayers.named(name))
    // The types of a header decide which fields are there: each that is told apart is looked at.
    let deciders = form.fields.compactMap { field -> (String, Set<UInt128>)? in
      switch field.presence {
      case .when(let name, let values), .unless(let name, let values): (name, values)
      default: nil
      }
    }
    let cases = Set(deciders.flatMap(\.1)).union([255])
    for value in cases {
      var covered: [Int: String] = [:]
      for field in form.shown where !field.isVariable && !field.isAppended {
        if field.decider != nil, !field.isPresent(where: value) { continue }
        for bit in field.offset..<field.offset + field.width {
          #expect(covered[bit] == nil, "\(field.name) and \(covered[bit] ?? "") share bit \(bit) where it is \(value)")
          covered[bit] = field.name
        }
      }
      let size = max(form.size * 8, (covered.keys.max() ?? -1) + 1)
      #expect(covered.count == size, "bits \((0..<size).filter { covered[$0] == nil }) where it is \(value)")
    }
  }

  @Test(arguments: PacketLayers.all.map(\.name))
  func `a layer's summary names fields that it has`(name: String) throws {
    let form = try #require(PacketLayers.named(name))
    for part in form.summary.split(separator: "{").dropFirst(form.summary.hasPrefix("{") ? 0 : 1) {
      let field = String(part.prefix { $0 != "}" })
      #expect(form.field(field) != nil, "\(name) has no \(field)")
    }
    #expect(Set(form.fields.map(\.name)).count == form.fields.count)
  }

  @Test func `the page of layers is what the tables say`() {
    expectGolden(PacketReference.page, at: "docs/packets.md")
  }

  @Test func `bits are read and written anywhere`() {
    var bytes: [UInt8] = [0xff, 0xff, 0xff]
    BitField.write(0, &bytes, at: 5, width: 10)
    #expect(bytes == [0xf8, 0x01, 0xff])
    BitField.write(0x2ab, &bytes, at: 5, width: 10)
    #expect(BitField.read(bytes, at: 5, width: 10) == 0x2ab)
    #expect(bytes[0] & 0xf8 == 0xf8 && bytes[1] & 1 == 1 && bytes[2] == 0xff)
    var wide = [UInt8](repeating: 0, count: 17)
    BitField.write(.max, &wide, at: 8, width: 128)
    #expect(BitField.read(wide, at: 8, width: 128) == .max && wide[0] == 0)
  }

  @Test func `the checksums are those of their standards`() {
    // RFC 1071, section 3: the sum of these is ddf2.
    #expect(Checksum.internet([0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7]) == ~0xddf2)
    // The check value of CRC-32C, e3069283, the least significant byte first.
    #expect(Checksum.crc32c(Array("123456789".utf8)) == 0x8392_06e3)
  }
}
