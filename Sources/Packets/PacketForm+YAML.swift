import Findings
import Placed

extension PacketForm {
  /// The lines of a packet in a test file, from which the same bytes are built again: by layers as far as they can say it,
  /// what is left as a payload, and all of it as hex where nothing else will do.
  public static func yaml(of bytes: [UInt8], from start: PacketStart = .ethernet) -> [String] {
    let layers = PacketDecoder(bytes: bytes).layers(from: start)
    let headers = layers.filter { $0.form.name != PayloadLayer.name }.count
    for count in stride(from: headers, to: 0, by: -1) {
      for style in FixtureText.Style.allCases {
        let lines = FixtureText(bytes: bytes, layers: Array(layers.prefix(count)), style: style).lines
        if rebuilt(lines) == bytes { return lines }
      }
    }
    return ["hex: \(FieldYAML.hex(bytes))"]
  }

  private static func rebuilt(_ lines: [String]) -> [UInt8]? {
    guard let document = try? PlacedDocument(Array(lines.joined(separator: "\n").utf8), file: "packet") else {
      return nil
    }
    var problems = PlacedProblems()
    return PacketForm(document.root, &problems)?.bytes
  }
}
