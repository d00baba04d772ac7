/// A directed graph to be drawn from top to bottom, such as a function's control flow.
public struct LayeredGraph: Hashable, Sendable {
  /// What the graph shows, in one line.
  public var title: String
  /// The boxes; the first one is the entry.
  public var nodes: [GraphNode]
  /// The arrows. Those whose ends are no nodes are not drawn.
  public var edges: [GraphEdge]

  /// A graph.
  public init(title: String, nodes: [GraphNode], edges: [GraphEdge]) {
    self.title = title
    self.nodes = nodes
    self.edges = edges
  }

  /// The edges that can be drawn.
  var drawableEdges: [GraphEdge] {
    edges.filter { nodes.indices.contains($0.source) && nodes.indices.contains($0.target) }
  }
}
