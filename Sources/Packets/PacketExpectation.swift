import Findings
public import Placed

/// What a test file expects of the packet that comes out.
///
/// `unchanged`; or fields of layers, of which only those that are named count, with `size` and `payload`; or the whole
/// packet as `hex`, `base64`, `pcap`. `otherwise: unchanged` says that what is not named is as it was sent. `ignore` names
/// fields and layers that may be anything. A field may be what it would be given in a packet, or `any`, `!= 5`, `>= 1`,
/// `1..10`, `10.0.0.0/8`, and a checksum `good` or `bad`; a layer may be `absent`.
public struct PacketExpectation: Sendable {
  /// All of it.
  var whole: [UInt8]?
  /// Whether it is, or what is not named is, as it was sent.
  var isUnchanged = false
  /// What is expected of its layers, in their order.
  var layers: [LayerExpectation] = []
  /// What is expected of its size.
  var size: FieldExpectation?
  /// Layers and fields, as `ipv4.id`, that do not count.
  var ignored: Set<String> = []

  /// A packet's size as if it were a field.
  static let sizeField = PacketField("size", 0, 32)
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
      problems.add("expected 'unchanged' or a packet's fields, found \(node.found)", at: node.span)
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
        problems.add("expected 'unchanged', found \(node.found)", at: node.span)
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
}
