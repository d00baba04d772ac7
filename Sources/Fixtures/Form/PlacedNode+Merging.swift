import Findings
import Placed

extension PlacedNode {
  /// Keys that say a whole value: a mapping with one of them takes nothing from what it is laid over.
  private static let wholeKeys: Set<String> = ["hex", "base64", "pcap"]

  /// This value with another laid over it. Keys of mappings are merged, down to any depth; anything else is replaced. A
  /// key that is new stands before the key that follows it in `upper`, where that is an old one: a layer that is written
  /// before another comes before it. Otherwise it stands at the end.
  ///
  /// - Parameter isExpanded: whether `from` is a field like any other, because names are put in already.
  /// - Returns: nil when there is no room for it.
  func merged(
    under upper: PlacedNode, isExpanded: Bool, _ budget: inout ExpansionBudget, _ problems: inout PlacedProblems
  ) -> PlacedNode? {
    guard case .mapping(let new) = upper.content,
      !new.contains(where: {
        Self.wholeKeys.contains($0.key.value) || (!isExpanded && $0.key.value == ExpansionKey.from)
      })
    else { return upper }
    guard case .mapping(let old) = content else {
      // What a name stands for may be a mapping too: that is known when it is put in.
      guard !isExpanded, case .scalar(let text, _) = content, TextTemplate(text)?.wholeName != nil else { return upper }
      let key = Located(ExpansionKey.lower, at: span)
      return PlacedNode(content: .mapping([Entry(key: key, value: self)] + new), span: upper.span)
    }
    guard budget.spend(old.count + new.count, at: upper.span, &problems) else { return nil }
    var laid: [String: PlacedNode.Entry] = [:]
    // What is to stand before an old key, and what at the end.
    var before: [String: [PlacedNode.Entry]] = [:]
    var waiting: [PlacedNode.Entry] = []
    let names = Set(old.map(\.key.value))
    for entry in new {
      if names.contains(entry.key.value) {
        laid[entry.key.value] = entry
        before[entry.key.value] = waiting
        waiting = []
      } else {
        waiting.append(entry)
      }
    }
    var merged: [PlacedNode.Entry] = []
    merged.reserveCapacity(old.count + new.count)
    for entry in old {
      merged += before[entry.key.value] ?? []
      guard let over = laid[entry.key.value] else {
        merged.append(entry)
        continue
      }
      guard let value = entry.value.merged(under: over.value, isExpanded: isExpanded, &budget, &problems)
      else { return nil }
      merged.append(Entry(key: over.key, value: value))
    }
    return PlacedNode(content: .mapping(merged + waiting), span: upper.span)
  }
}
