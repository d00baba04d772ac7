import Placed

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
      let wanted = PlacedField(place: other, bytes: expected, message: first.start)
      let found = PlacedField(place: place, bytes: actual, message: second.start)
      if let difference = found.difference(from: wanted, path: path) { differences.append(difference) }
    }
    let trailers = BytesPair(expected: expected[first.end..<first.limit], actual: actual[second.end..<second.limit])
    if !trailers.expected.elementsEqual(trailers.actual) {
      differences.append(
        PacketDifference(
          path: "\(second.form.name).trailer", expected: trailers.words.expected, actual: trailers.words.actual,
          expectedHex: trailers.hex.expected, actualHex: trailers.hex.actual, range: second.end..<second.limit))
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
