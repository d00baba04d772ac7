import Findings
public import Placed

/// What a test file expects of the packet that comes out.
///
/// `unchanged`; or fields of layers, of which only those that are named count, with `size` and `payload`; or the whole
/// packet as `hex`, `base64`, `pcap`. `otherwise: unchanged` says that what is not named is as it was sent. `ignore` names
/// fields and layers that may be anything. A field may be what it would be given in a packet, or `any`, `!= 5`, `>= 1`,
/// `1..10`, `10.0.0.0/8`, and a checksum `good` or `bad`; a layer may be `absent`.
public struct PacketExpectation: Sendable {
  private var whole: [UInt8]?
  private var isUnchanged = false
  private var layers: [LayerExpectation] = []
  private var size: FieldExpectation?
  private var ignored: Set<String> = []

  private static let sizeField = PacketField("size", 0, 32)
  /// The keys of an expectation that are no layers.
  static let otherKeys = ["hex", "base64", "pcap", "size", "ignore", "otherwise"]

  /// Reads an expectation; `files` gives the bytes of the captures that it names. Nil after a problem.
  public init?(
    _ node: PlacedNode, files: @escaping (String) -> [UInt8]? = { _ in nil }, _ problems: inout PlacedProblems
  ) {
    if node.scalarText == "unchanged" {
      isUnchanged = true
      return
    }
    if node.scalarText != nil {
      problems.add("expected 'unchanged' or a packet's fields, found \(node.shown)", at: node.span)
      return nil
    }
    guard let entries = PacketReader.entries(node, &problems) else { return nil }
    guard !entries.isEmpty else {
      problems.add("nothing is expected of the packet", at: node.span)
      return nil
    }
    let before = problems.all.count
    for entry in entries { read(entry, PacketReader(files: files), &problems) }
    if whole != nil, isUnchanged || size != nil || !layers.isEmpty {
      problems.add("the whole packet is expected, and parts of it too", at: node.span, hint: "leave out one of the two")
    }
    guard problems.all.count == before else { return nil }
    if whole == nil, !isUnchanged, size == nil, layers.isEmpty {
      problems.add(
        "nothing is expected of the packet", at: node.span, hint: "otherwise: unchanged expects all that is not ignored"
      )
      return nil
    }
  }

  private mutating func read(
    _ entry: PlacedNode.Entry, _ reader: PacketReader, _ problems: inout PlacedProblems
  ) {
    let (key, node) = (entry.key, entry.value)
    switch key.value {
    case "hex", "base64", "pcap": whole = reader.wholeBytes(key.value, node, &problems)
    case "size":
      size = FieldExpectationReader(field: Self.sizeField, path: "size").expectation(node, &problems)
    case "otherwise":
      if node.scalarText != "unchanged" {
        problems.add("expected 'unchanged', found \(node.shown)", at: node.span)
      }
      isUnchanged = true
    case "ignore":
      for name in node.oneOrMore(&problems, { $0.located(&$1) }) ?? [] { ignore(name, &problems) }
    default:
      guard let form = PacketReader.layer(key, &problems, other: Self.otherKeys) else { return }
      if let layer = Self.layer(form, node, at: key.span, &problems) { layers.append(layer) }
    }
  }

  private mutating func ignore(_ name: Located<String>, _ problems: inout PlacedProblems) {
    let parts = name.value.split(separator: ".", maxSplits: 1).map(String.init)
    guard let form = PacketReader.layer(Located(parts.first ?? "", at: name.span), &problems, other: []) else { return }
    let known = (form.shown + [form.trailer].compactMap(\.self)).map(\.name)
    if parts.count > 1, !known.contains(parts[1]) {
      problems.add(
        "\(form.name) has no field '\(parts[1])'", at: name.span,
        hint: NearestName.to(parts[1], among: known).map { "did you mean '\($0)'?" }
          ?? "known: \(known.joined(separator: ", "))")
    }
    ignored.insert(name.value)
  }

  private static func layer(
    _ form: LayerForm, _ node: PlacedNode, at span: SourceSpan, _ problems: inout PlacedProblems
  ) -> LayerExpectation? {
    var layer = LayerExpectation(form: form, span: span)
    if node.content == .scalar("absent", isPlain: true) {
      layer.isAbsent = true
      return layer
    }
    if form.name == PayloadLayer.name {
      let field = form.fields[0]
      if let text = node.scalarText, !(text.count > 2 && text.hasPrefix("/") && text.hasSuffix("/")), text != "any" {
        layer.fields = [ExpectedField(field: field, expectation: .bytes(Array(text.utf8)), span: node.span)]
        return layer
      }
      let reader = FieldExpectationReader(field: field, path: form.name)
      guard let expectation = reader.expectation(node, &problems) else { return nil }
      layer.fields = [ExpectedField(field: field, expectation: expectation, span: node.span)]
      return layer
    }
    guard !node.isEmpty else { return layer }
    guard var fields = node.fields(&problems) else { return nil }
    for field in form.fields + [form.trailer].compactMap(\.self) {
      guard let given = fields.take(field.name) else { continue }
      let reader = FieldExpectationReader(field: field, path: "\(form.name).\(field.name)")
      if let expectation = reader.expectation(given, &problems) {
        layer.fields.append(ExpectedField(field: field, expectation: expectation, span: given.span))
      }
    }
    fields.finish(&problems)
    return layer
  }

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
    var differences = layerDifferences(actual, decoded, isBlank: isBlank)
    let named = Set(layers.flatMap { layer in layer.fields.flatMap { Self.paths(layer.form, $0.field) } })
    if let difference = sizeDifference(actual.count) { differences.append(difference) }
    if isUnchanged {
      let changes = PacketChanges(expected: sent, actual: actual, start: start).all.filter { !named.contains($0.path) }
      differences += layers.isEmpty ? changes : unexcused(changes, actual, decoded, sent, start)
    }
    let known = Set(differences.map(\.path))
    differences += wrongChecksums(actual, decoded, sent, start).filter {
      !named.contains($0.path) && !known.contains($0.path)
    }
    return differences.filter { !isIgnored($0.path) }
  }

  private static func path(_ form: LayerForm, _ field: PacketField) -> String {
    form.name == PayloadLayer.name ? form.name : "\(form.name).\(field.name)"
  }

  private func isIgnored(_ path: String) -> Bool {
    ignored.contains(path) || ignored.contains(String(path.prefix { $0 != "." }))
  }

  /// The field's path, and those of the fields whose bits it has.
  private static func paths(_ form: LayerForm, _ field: PacketField) -> [String] {
    guard field.isAlias else { return [path(form, field)] }
    return form.fields.filter {
      !$0.isVariable && !$0.isAppended && $0.offset < field.offset + field.width && field.offset < $0.offset + $0.width
    }.map { path(form, $0) }
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
        FollowingField(path: Self.path(headers[index].form, $0.field), range: $0.bytes)
      }
    }
    let doLayersChange = areLayersExpected && !(gone.isEmpty && new.isEmpty)
    let doesSizeChange = doLayersChange || layers.contains { $0.fields.contains { $0.field.isVariable } }
    return changes.filter { change in
      if doLayersChange && change.path == "layers" || doesSizeChange && change.path == "size" { return false }
      return !following.contains { $0.path == change.path && $0.range == change.range }
    }
  }

  /// A field that holds what would be filled in.
  private struct FollowingField {
    var path: String
    var range: Range<Int>
  }

  private func sizeDifference(_ count: Int) -> PacketDifference? {
    let place = FieldPlace(field: Self.sizeField, bit: 0, width: 32)
    let size = PlacedField(place: place, bytes: BitField.bytes(UInt128(count), count: 4), message: 0)
    guard let missed = self.size?.difference(size, of: PayloadLayer.form, path: "size", wrong: nil) else { return nil }
    return PacketDifference(path: "size", expected: "\(missed.expected) bytes", actual: "\(missed.actual) bytes")
  }

  private func layerDifferences(
    _ actual: [UInt8], _ decoded: [DecodedLayer], isBlank: Bool
  ) -> [PacketDifference] {
    var differences: [PacketDifference] = []
    var next = 0
    for layer in layers {
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
      guard let index = decoded[next...].firstIndex(where: { $0.form.name == name }) else {
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
      next = index + 1
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
