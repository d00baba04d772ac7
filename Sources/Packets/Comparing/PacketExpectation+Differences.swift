import Placed

extension PacketExpectation {
  /// In what a packet is not as expected. For types of programs that start behind the Ethernet header the kernel gives it
  /// back as zeros: with `ethernetIsBlank` that of the packet that was sent stands for it.
  public func differences(
    from actual: [UInt8], sent: [UInt8], ethernetIsBlank: Bool = false, start: PacketStart = .ethernet
  ) -> [PacketDifference] {
    let restored = ethernetIsBlank ? BlankEthernet.restored(actual, from: sent) : actual
    let isBlank = restored != actual
    let actual = restored
    if let whole {
      // The bytes as they came: of a blank header nothing is known.
      let expected = isBlank && whole.count >= 14 ? Array(actual.prefix(14)) + whole.dropFirst(14) : whole
      return PacketChanges(expected: expected, actual: actual, start: start).all.filter { !isIgnored($0.path) }
    }
    // The usual case of an expectation that holds needs no look at the packet.
    if isUnchanged, layers.isEmpty, size == nil, actual == sent { return [] }
    let decoded = PacketDecoder(bytes: actual).layers(from: start)
    let matches = matches(in: decoded)
    var differences = layerDifferences(actual, decoded, matches, isBlank: isBlank)
    let named = named(decoded, matches)
    if let difference = sizeDifference(actual.count) { differences.append(difference) }
    if isUnchanged {
      let changes = PacketChanges(expected: sent, actual: actual, start: start).all.filter { !named.contains($0.key) }
      differences += layers.isEmpty ? changes : unexcused(changes, actual, decoded, sent, start)
    }
    let known = named.union(differences.map(\.key))
    differences += wrongChecksums(actual, decoded, sent, start).filter { !known.contains($0.key) }
    return differences.filter { !isIgnored($0.path) }
  }

  private static func path(_ form: LayerForm, _ field: PacketField) -> String {
    form.name == PayloadLayer.name ? form.name : "\(form.name).\(field.name)"
  }

  private func isIgnored(_ path: String) -> Bool {
    ignored.contains(path) || ignored.contains(String(path.prefix { $0 != "." }))
  }

  /// Which of the packet's layers those are of which something is expected: each the next of its kind.
  private func matches(in decoded: [DecodedLayer]) -> [Int?] {
    var next = 0
    return layers.map { layer in
      guard !layer.isAbsent, let index = decoded[next...].firstIndex(where: { $0.form.name == layer.form.name }) else {
        return nil
      }
      next = index + 1
      return index
    }
  }

  /// The fields of which something is expected; for another name of some bits, the fields that have these bits.
  private func named(_ decoded: [DecodedLayer], _ matches: [Int?]) -> Set<PacketDifference.Key> {
    var keys: Set<PacketDifference.Key> = []
    for (layer, match) in zip(layers, matches) {
      guard let match else { continue }
      for expected in layer.fields {
        guard let place = decoded[match].place(expected.field.name) else { continue }
        let own = expected.field.isAlias ? decoded[match].places.filter { $0.overlaps(place) } : [place]
        for place in own {
          keys.insert(PacketDifference.Key(path: Self.path(layer.form, place.field), range: place.bytes))
        }
      }
    }
    return keys
  }

  /// Changes that do not follow from what is named: lengths, types and checksums do where they are right, and layers that
  /// are expected to come or to go.
  private func unexcused(
    _ changes: [PacketDifference], _ actual: [UInt8], _ decoded: [DecodedLayer], _ sent: [UInt8], _ start: PacketStart
  ) -> [PacketDifference] {
    let before = PacketDecoder(bytes: sent).layers(from: start).map(\.form.name)
    let gone = Set(layers.filter(\.isAbsent).map(\.form.name))
    let new = Set(layers.map(\.form.name)).subtracting(before)
    let areLayersExpected =
      before.filter { !gone.contains($0) } == decoded.map(\.form.name).filter { !new.contains($0) }
    let headers = decoded.filter { $0.form.name != PayloadLayer.name }
    let fixture = FixtureText(bytes: actual, layers: headers, style: .plain)
    let following = headers.indices.flatMap { index in
      let said = fixture.said(index)
      return headers[index].places.filter { $0.field.follows && !said.contains($0.field.name) }.map {
        PacketDifference.Key(path: Self.path(headers[index].form, $0.field), range: $0.bytes)
      }
    }
    let doLayersChange = areLayersExpected && !(gone.isEmpty && new.isEmpty)
    let doesSizeChange = doLayersChange || layers.contains { $0.fields.contains { $0.field.isVariable } }
    return changes.filter { change in
      if doLayersChange && change.path == "layers" || doesSizeChange && change.path == "size" { return false }
      return !following.contains(change.key)
    }
  }

  private func sizeDifference(_ count: Int) -> PacketDifference? {
    let place = FieldPlace(field: Self.sizeField, bit: 0, width: 32)
    let size = PlacedField(place: place, bytes: BitField.bytes(UInt128(count), count: 4), message: 0)
    guard let missed = self.size?.difference(size, of: PayloadLayer.form, path: "size", wrong: nil) else { return nil }
    return PacketDifference(path: "size", expected: "\(missed.expected) bytes", actual: "\(missed.actual) bytes")
  }

  private func layerDifferences(
    _ actual: [UInt8], _ decoded: [DecodedLayer], _ matches: [Int?], isBlank: Bool
  ) -> [PacketDifference] {
    var differences: [PacketDifference] = []
    for (layer, match) in zip(layers, matches) {
      let name = layer.form.name
      if layer.isAbsent {
        if decoded.contains(where: { $0.form.name == name }) {
          differences.append(
            PacketDifference(
              path: name, expected: "none", actual: "in \(PacketChanges.names(decoded))", span: layer.span))
        }
        continue
      }
      if name == "eth", isBlank, !layer.fields.isEmpty {
        differences.append(
          PacketDifference(
            path: name, expected: "its fields", actual: "blank: this type's packets come back without it",
            span: layer.span))
        continue
      }
      guard let index = match else {
        // No payload is an empty one.
        if name == PayloadLayer.name,
          layer.fields.allSatisfy({ $0.expectation == .bytes([]) || $0.expectation == .any })
        {
          continue
        }
        differences.append(
          PacketDifference(
            path: name, expected: "to be there", actual: "not in \(PacketChanges.names(decoded))", span: layer.span))
        continue
      }
      for expected in layer.fields {
        guard var difference = Self.difference(expected.field, expected.expectation, index, decoded, actual) else {
          continue
        }
        difference.span = expected.span
        differences.append(difference)
      }
    }
    return differences
  }

  private static func difference(
    _ field: PacketField, _ expectation: FieldExpectation, _ index: Int, _ decoded: [DecodedLayer], _ actual: [UInt8]
  ) -> PacketDifference? {
    let layer = decoded[index]
    let path = path(layer.form, field)
    guard let place = layer.place(field.name) else {
      return expectation == .any ? nil : PacketDifference(path: path, expected: "to be there", actual: "not there")
    }
    let isChecksum = field.name == layer.form.checksum?.name
    return expectation.difference(
      PlacedField(place: place, bytes: actual, message: layer.start), of: layer.form, path: path,
      wrong: isChecksum ? WrongChecksum(index, of: decoded, actual) : nil)
  }

  /// Checksums that are wrong where a layer is named or the packet changed, unless they were sent so.
  private func wrongChecksums(
    _ actual: [UInt8], _ decoded: [DecodedLayer], _ sent: [UInt8], _ start: PacketStart
  ) -> [PacketDifference] {
    let named = Set(layers.map(\.form.name))
    guard actual != sent || !named.isEmpty else { return [] }
    let before = PacketDecoder(bytes: sent).layers(from: start)
    var sentWrong: [String: [UInt128]] = [:]
    for index in before.indices {
      guard let wrong = WrongChecksum(index, of: before, sent) else { continue }
      sentWrong[before[index].form.name, default: []].append(wrong.actual)
    }
    return decoded.indices.compactMap { index in
      let name = decoded[index].form.name
      guard actual != sent || named.contains(name), let wrong = WrongChecksum(index, of: decoded, actual),
        !(sentWrong[name]?.contains(wrong.actual) ?? false)
      else { return nil }
      return PacketDifference(
        path: "\(name).\(wrong.place.field.name)", expected: FieldText.text(wrong.place.field, wrong.right),
        actual: "\(FieldText.text(wrong.place.field, wrong.actual)), which is wrong",
        expectedHex: HexText.number(wrong.right, width: wrong.place.width),
        actualHex: HexText.number(wrong.actual, width: wrong.place.width), range: wrong.place.bytes)
    }
  }
}
