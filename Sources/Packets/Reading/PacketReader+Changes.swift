import Findings
import Placed

extension PacketReader {
  /// A packet that is given as bytes, with fields of its layers changed: lengths and checksums that were right are right
  /// again. Nil after a problem.
  func changed(
    _ bytes: [UInt8], _ changes: [PlacedNode.Entry], _ problems: inout PlacedProblems
  ) -> [LayerDraft]? {
    let text = PacketForm.yaml(of: bytes).joined(separator: "\n")
    guard let document = try? PlacedDocument(Array(text.utf8), file: "packet"),
      var entries = Self.entries(document.root, &problems)
    else { return nil }
    var next = 0
    for change in changes {
      guard let form = Self.layer(change.key, &problems) else { return nil }
      guard let index = entries[next...].firstIndex(where: { $0.key.value == form.name }) else {
        problems.add(
          "the packet has no layer '\(form.name)' to change", at: change.key.span,
          hint: entries.contains { $0.key.value == "hex" }
            ? "its bytes are taken for no header" : "its layers are \(entries.map(\.key.value).joined(separator: ", "))"
        )
        return nil
      }
      entries[index] = Self.merged(entries[index], change)
      next = index + 1
    }
    var drafts: [LayerDraft] = []
    for entry in entries {
      guard let form = PacketLayers.named(entry.key.value),
        let draft = LayerReader.draft(form, entry.value, at: entry.key.span, &problems)
      else { return nil }
      drafts.append(draft)
    }
    return drafts
  }

  /// A layer with the keys of another in place of its own.
  private static func merged(_ base: PlacedNode.Entry, _ change: PlacedNode.Entry) -> PlacedNode.Entry {
    var entry = change
    guard case .mapping(let old) = base.value.content, base.key.value != PayloadLayer.name else { return entry }
    switch change.value.content {
    case .mapping(let new):
      let kept = old.filter { old in !new.contains { $0.key.value == old.key.value } }
      entry.value.content = .mapping(kept + new)
    case .scalar("", isPlain: true): entry.value.content = .mapping(old)
    case .scalar, .sequence: break
    }
    return entry
  }
}
