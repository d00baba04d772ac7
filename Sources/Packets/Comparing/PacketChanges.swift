/// What differs between two packets, field by field.
struct PacketChanges {
  /// The one that was expected.
  let expected: [UInt8]
  /// The one that is.
  let actual: [UInt8]
  /// With which header both start.
  let start: PacketStart

  /// All differences; none when both are the same.
  var all: [PacketDifference] {
    guard expected != actual else { return [] }
    let wanted = PacketDecoder(bytes: expected).layers(from: start)
    let found = PacketDecoder(bytes: actual).layers(from: start)
    var differences: [PacketDifference] = []
    if wanted.map(\.form.name) != found.map(\.form.name) {
      differences.append(
        PacketDifference(path: "layers", expected: Self.names(wanted), actual: Self.names(found)))
    }
    for (first, second) in Self.aligned(wanted, found) { differences += changes(first, second) }
    // What lies between fields, or in layers that only one of them has.
    if differences.isEmpty || expected.count != actual.count {
      if expected.count != actual.count {
        differences.append(
          PacketDifference(path: "size", expected: "\(expected.count) bytes", actual: "\(actual.count) bytes"))
      } else {
        let ranges = PacketText.differing(actual, from: expected)
        for range in ranges {
          differences.append(
            PacketDifference(
              path: "byte \(range.lowerBound)", expected: HexText.prefixed(expected[range]),
              actual: HexText.prefixed(actual[range]), range: range))
        }
      }
    }
    return differences
  }

  static func names(_ layers: [DecodedLayer]) -> String {
    layers.isEmpty ? "none" : layers.map(\.form.name).joined(separator: " ")
  }

  private func changes(_ first: DecodedLayer, _ second: DecodedLayer) -> [PacketDifference] {
    var differences: [PacketDifference] = []
    for place in second.places where !place.field.isAlias {
      guard let other = first.place(place.field.name) else { continue }
      let path = second.form.name == PayloadLayer.name ? second.form.name : "\(second.form.name).\(place.field.name)"
      if place.field.isVariable {
        guard !actual[place.bytes].elementsEqual(expected[other.bytes]) else { continue }
        differences.append(
          PacketDifference(
            path: path, expected: FieldText.text(other, expected, message: first.start),
            actual: FieldText.text(place, actual, message: second.start),
            expectedHex: HexText.prefixed(expected[other.bytes]), actualHex: HexText.prefixed(actual[place.bytes]),
            range: place.bytes))
      } else {
        let wanted = BitField.read(expected, at: other.bit, width: other.width)
        let found = BitField.read(actual, at: place.bit, width: place.width)
        guard wanted != found else { continue }
        differences.append(
          PacketDifference(
            path: path, expected: FieldText.text(place.field, wanted), actual: FieldText.text(place.field, found),
            expectedHex: HexText.number(wanted, width: place.width),
            actualHex: HexText.number(found, width: place.width),
            range: place.bytes))
      }
    }
    let wanted = expected[first.end..<first.limit]
    let found = actual[second.end..<second.limit]
    if !wanted.elementsEqual(found) {
      differences.append(
        PacketDifference(
          path: "\(second.form.name).trailer", expected: FieldText.brief(wanted), actual: FieldText.brief(found),
          expectedHex: HexText.prefixed(wanted), actualHex: HexText.prefixed(found), range: second.end..<second.limit))
    }
    return differences
  }

  /// Layers of the same kind that stand in the same order in both: as many as there can be.
  private static func aligned(
    _ first: [DecodedLayer], _ second: [DecodedLayer]
  ) -> [(DecodedLayer, DecodedLayer)] {
    var lengths = [[Int]](repeating: [Int](repeating: 0, count: second.count + 1), count: first.count + 1)
    for row in first.indices.reversed() {
      for column in second.indices.reversed() {
        lengths[row][column] =
          first[row].form.name == second[column].form.name
          ? lengths[row + 1][column + 1] + 1 : max(lengths[row + 1][column], lengths[row][column + 1])
      }
    }
    var pairs: [(DecodedLayer, DecodedLayer)] = []
    var (row, column) = (0, 0)
    while row < first.count, column < second.count {
      if first[row].form.name == second[column].form.name {
        pairs.append((first[row], second[column]))
        (row, column) = (row + 1, column + 1)
      } else if lengths[row + 1][column] >= lengths[row][column + 1] {
        row += 1
      } else {
        column += 1
      }
    }
    return pairs
  }
}
