import Findings
import Placed

/// Packets or structs that a file gives names to, as they are written.
struct NamedValues {
  /// `packet` or `struct`, for messages.
  let kind: String
  private let nodes: [String: PlacedNode.Entry]

  /// The entries of the file's `packets` or `structs`.
  init(kind: String, _ entries: [PlacedNode.Entry]) {
    self.kind = kind
    nodes = Dictionary(entries.map { ($0.key.value, $0) }) { first, _ in first }
  }

  /// What has a name.
  subscript(name: String) -> PlacedNode.Entry? { nodes[name] }

  /// The names there are.
  var names: some Sequence<String> { nodes.keys }
}
