import Placed

/// An entry of a map as a file writes it: a key of a mapping with its value, or `{key: K, value: V}` in a list.
struct MapEntryNode {
  let key: PlacedNode
  let value: PlacedNode

  /// The entries of a mapping or of a list; nil, and a problem, when the node is neither.
  static func list(
    _ node: PlacedNode, of map: String, _ problems: inout PlacedProblems
  ) -> [MapEntryNode]? {
    switch node.content {
    case .mapping(let entries): return entries.map(MapEntryNode.init)
    case .sequence(let nodes):
      return nodes.compactMap { node in
        guard case .mapping = node.content, var fields = node.fields(&problems) else {
          problems.add("expected {key: ..., value: ...}, found \(node.found)", at: node.span)
          return nil
        }
        let key = fields.require("key", &problems)
        let value = fields.require("value", &problems)
        fields.finish(&problems)
        guard let key, let value else { return nil }
        return MapEntryNode(key: key, value: value)
      }
    case .scalar:
      problems.add(
        "expected the entries of map '\(map)', found \(node.found)", at: node.span,
        hint: "write {key: value}, or a list of {key: ..., value: ...}")
      return nil
    }
  }

  private init(key: PlacedNode, value: PlacedNode) {
    self.key = key
    self.value = value
  }

  /// A key of a mapping stands for itself: whether it had quotes is not known.
  init(_ entry: PlacedNode.Entry) {
    key = PlacedNode(content: .scalar(entry.key.value, isPlain: true), span: entry.key.span)
    value = entry.value
  }
}
