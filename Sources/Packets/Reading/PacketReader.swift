import Findings
import Placed

/// Reads a packet as a test file gives it.
struct PacketReader {
  /// The bytes of a capture.
  let files: (String) -> [UInt8]?

  /// The keys of a packet that are no layers.
  static let otherKeys = ["hex", "base64", "pcap", "size", "truncate"]

  /// More layers no kernel takes apart.
  private static let layerLimit = 64

  /// The packet's bytes; nil after a problem.
  func bytes(_ node: PlacedNode, _ problems: inout PlacedProblems) -> [UInt8]? {
    let before = problems.all.count
    guard let entries = Self.entries(node, &problems) else { return nil }
    guard !entries.isEmpty else {
      problems.add(
        "the packet says nothing", at: node.span, hint: "give layers, as {eth: {}, ipv4: {}, tcp: {}}, or hex")
      return nil
    }
    var layers: [PlacedNode.Entry] = []
    var whole: [UInt8]?
    var size: Located<Int>?
    var truncate: Located<Int>?
    var isGood = true
    for entry in entries {
      let name = entry.key.value
      switch name {
      case "hex", "base64", "pcap":
        guard whole == nil else {
          problems.add("the packet's bytes are given twice", at: entry.key.span)
          return nil
        }
        whole = wholeBytes(name, entry.value, &problems)
        isGood = whole != nil && isGood
      case "size", "truncate":
        let count = entry.value.integer(Int.self, in: 0...BytesForm.limit, &problems)
        isGood = count != nil && isGood
        guard let count else { continue }
        if name == "size" {
          size = Located(count, at: entry.value.span)
        } else {
          truncate = Located(count, at: entry.value.span)
        }
      default: layers.append(entry)
      }
    }
    if layers.count > Self.layerLimit {
      problems.add("a packet has at most \(Self.layerLimit) layers, here are \(layers.count)", at: node.span)
      return nil
    }
    let drafts: [LayerDraft]?
    if let whole, !layers.isEmpty {
      drafts = changed(whole, layers, &problems)
    } else {
      drafts = self.drafts(layers, &problems)
    }
    guard isGood, let drafts, problems.all.count == before else { return nil }
    guard let sized = sized(layers.isEmpty ? whole : nil, drafts, size, at: node.span, &problems) else { return nil }
    guard let truncate else { return sized }
    guard truncate.value <= sized.count else {
      problems.add("the packet has \(sized.count) bytes, fewer than \(truncate.value)", at: truncate.span)
      return nil
    }
    return Array(sized.prefix(truncate.value))
  }

  private func drafts(
    _ layers: [PlacedNode.Entry], _ problems: inout PlacedProblems
  ) -> [LayerDraft]? {
    let drafts = layers.map { entry in
      Self.layer(entry.key, &problems).flatMap {
        LayerReader.draft($0, entry.value, at: entry.key.span, &problems)
      }
    }
    let good = drafts.compactMap { $0 }
    return good.count == drafts.count ? good : nil
  }

  /// A packet's keys in their order: of a mapping, or of a list of mappings with one key each.
  static func entries(_ node: PlacedNode, _ problems: inout PlacedProblems) -> [PlacedNode.Entry]? {
    guard case .sequence(let nodes) = node.content else { return node.entries(&problems) }
    var entries: [PlacedNode.Entry] = []
    for node in nodes {
      if case .mapping(let own) = node.content, own.count == 1 {
        entries += own
      } else {
        problems.add("expected one layer, as {ipv4: {}}, found \(node.found)", at: node.span)
        return nil
      }
    }
    return entries
  }

  /// A layer by its name.
  static func layer(_ name: Located<String>, _ problems: inout PlacedProblems, other: [String] = otherKeys)
    -> LayerForm?
  {
    if let form = PacketLayers.named(name.value) { return form }
    let known = PacketLayers.all.map(\.name) + other
    problems.add(
      "there is no layer '\(name.value)'", at: name.span,
      hint: NearestName.to(name.value, among: known).map { "did you mean '\($0)'?" }
        ?? "known: \(known.joined(separator: ", "))")
    return nil
  }

  /// The bytes of a packet that is given as such.
  func wholeBytes(_ name: String, _ node: PlacedNode, _ problems: inout PlacedProblems) -> [UInt8]? {
    switch name {
    case "hex": node.hexBytes(&problems)
    case "base64": BytesForm.base64(node, &problems)
    default: CaptureReference(files: files).bytes(node, &problems)
    }
  }

  private func sized(
    _ whole: [UInt8]?, _ drafts: [LayerDraft], _ size: Located<Int>?, at span: SourceSpan,
    _ problems: inout PlacedProblems
  ) -> [UInt8]? {
    var drafts = drafts
    let before = problems.all.count
    var bytes = whole ?? PacketBuilder.bytes(drafts, &problems)
    guard problems.all.count == before else { return nil }
    if let size {
      guard bytes.count <= size.value else {
        problems.add(
          "the packet has \(bytes.count) bytes already, more than the size \(size.value)", at: size.span,
          hint: "truncate: \(size.value) cuts it off")
        return nil
      }
      let missing = [UInt8](repeating: 0, count: size.value - bytes.count)
      if whole != nil {
        bytes += missing
      } else if !missing.isEmpty {
        if drafts.last?.form.name != PayloadLayer.name {
          drafts.append(LayerDraft(form: PayloadLayer.form, span: span))
        }
        let payload = (drafts.last?.bytes("data") ?? []) + missing
        drafts[drafts.count - 1].given["data"] = .bytes(payload, count: payload.count)
        bytes = PacketBuilder.bytes(drafts, &problems)
        guard problems.all.count == before else { return nil }
      }
    }
    guard bytes.count <= BytesForm.limit else {
      problems.add("the packet has \(bytes.count) bytes, more than \(BytesForm.limit)", at: span)
      return nil
    }
    return bytes
  }
}
