import Foundation
import TestSupport
import Testing

@testable import Packets

/// `docs/test.schema.json` knows the layers and their fields as the tables do, so that editors complete them.
struct PacketSchemaTests {
  private struct Schema: Decodable {
    struct Part: Decodable {
      var properties: [String: Part]?
      var propertyNames: Names?
    }
    struct Names: Decodable {
      var `enum`: [String]?
    }
    var definitions: [String: Part]

    enum CodingKeys: String, CodingKey {
      case definitions = "$defs"
    }
  }

  @Test func `the schema of test files has the layers, their fields and the keys of packets`() throws {
    let file = try Data(contentsOf: Repository.path("docs/test.schema.json"))
    let definitions = try JSONDecoder().decode(Schema.self, from: file).definitions
    let layers = try #require(definitions["layers"]?.properties)
    #expect(Set(layers.keys) == Set(PacketLayers.all.map(\.name)))
    for form in PacketLayers.all where form.name != PayloadLayer.name {
      var fields = Set(form.fields.map(\.name))
      if let trailer = form.trailer { fields.insert(trailer.name) }
      if form.name == DNSLayer.form.name { fields.insert("compress") }
      #expect(Set(layers[form.name]?.propertyNames?.enum ?? []) == fields, "\(form.name)")
    }
    let names = Set(layers.keys)
    #expect(
      Set(definitions["packetKeys"]?.propertyNames?.enum ?? [])
        == names.union(PacketReader.otherKeys).union(["from"]))
    #expect(
      Set(definitions["expectedPacketKeys"]?.propertyNames?.enum ?? [])
        == names.union(PacketExpectation.otherKeys).union(["from"]))
  }
}
