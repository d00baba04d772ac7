import Placed

/// Packets as people read them.
public enum PacketText {
  /// One line a layer: `ipv4 10.0.0.1 > 10.0.0.2 tcp ttl 64 len 40`. Any bytes have a text.
  public static func layers(of bytes: [UInt8], from start: PacketStart = .ethernet) -> [String] {
    let layers = PacketDecoder(bytes: bytes).layers(from: start)
    return layers.indices.map { line($0, layers, bytes) }
  }

  /// Sixteen bytes a line, in hex and as text. Below a line of which some bytes are marked stand `^^` under them.
  public static func hexDump(_ bytes: [UInt8], marking marked: [Range<Int>] = []) -> [String] {
    var lines: [String] = []
    for start in stride(from: 0, to: bytes.count, by: 16) {
      let row = start..<min(start + 16, bytes.count)
      let offset = String(start, radix: 16)
      let digits = row.map { HexText.byte(bytes[$0]) }.joined(separator: " ")
      let text = row.map { (0x20...0x7e).contains(bytes[$0]) ? String(UnicodeScalar(bytes[$0])) : "." }.joined()
      let blanks = String(repeating: " ", count: 47 - digits.utf8.count)
      lines.append(
        "\(String(repeating: "0", count: max(0, 4 - offset.utf8.count)))\(offset)  \(digits)\(blanks)  \(text)")
      guard marked.contains(where: { $0.overlaps(row) }) else { continue }
      let marks = row.map { at in marked.contains { $0.contains(at) } ? "^^" : "  " }.joined(separator: " ")
      var line = "      \(marks)"
      while line.last == " " { line.removeLast() }
      lines.append(line)
    }
    return lines
  }

  /// The ranges of bytes in which two packets differ, of the first's bytes; what one has more is a range too.
  public static func differing(_ bytes: [UInt8], from other: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for index in 0..<max(bytes.count, other.count) {
      let isSame = index < bytes.count && index < other.count && bytes[index] == other[index]
      guard !isSame else { continue }
      if let last = ranges.last, last.upperBound == index {
        ranges[ranges.count - 1] = last.lowerBound..<index + 1
      } else {
        ranges.append(index..<index + 1)
      }
    }
    return ranges
  }

  private static func line(_ index: Int, _ layers: [DecodedLayer], _ bytes: [UInt8]) -> String {
    let layer = layers[index]
    var line = layer.form.name
    let text = LayerSummary(layer: layer, bytes: bytes).text
    if !text.isEmpty { line += " \(text)" }
    if let refused = layer.refused { line += " (no \(refused) header)" }
    if let wrong = WrongChecksum(index, of: layers, bytes) {
      line +=
        " (checksum \(FieldText.text(wrong.place.field, wrong.actual)) should be "
        + "\(FieldText.text(wrong.place.field, wrong.right)))"
    }
    if !layer.isWhole { line += " (lengths do not fit)" }
    if layer.limit > layer.end { line += " (\(layer.limit - layer.end) bytes behind it)" }
    return line
  }
}
