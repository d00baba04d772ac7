/// Layers by the longest way from the entry. Edges back to a box that is being walked are turned around first, which
/// leaves no cycle.
struct GraphLayering {
  /// The layer of each node, from 0.
  private(set) var layer: [Int]
  /// Whether each edge leads back.
  private(set) var isBack: [Bool]

  init(nodeCount: Int, edges: [GraphEdge]) {
    layer = [Int](repeating: 0, count: nodeCount)
    isBack = [Bool](repeating: false, count: edges.count)
    var leaving = [[Int]](repeating: [], count: nodeCount)
    for (edge, ends) in edges.enumerated() { leaving[ends.source].append(edge) }
    var isOpen = [Bool](repeating: false, count: nodeCount)
    var isDone = isOpen
    var postorder: [Int] = []
    for root in 0..<nodeCount where !isDone[root] {
      var path: [(node: Int, next: Int)] = [(root, 0)]
      isOpen[root] = true
      while let (node, next) = path.last {
        guard next < leaving[node].count else {
          isOpen[node] = false
          isDone[node] = true
          postorder.append(node)
          path.removeLast()
          continue
        }
        path[path.count - 1].next = next + 1
        let edge = leaving[node][next]
        let target = edges[edge].target
        if isOpen[target] {
          isBack[edge] = true
        } else if !isDone[target] {
          isOpen[target] = true
          path.append((target, 0))
        }
      }
    }
    var below = leaving.map { list in list.filter { !isBack[$0] }.map { edges[$0].target } }
    for (edge, ends) in edges.enumerated() where isBack[edge] && ends.source != ends.target {
      below[ends.target].append(ends.source)
    }
    for node in postorder.reversed() {
      for target in below[node] { layer[target] = max(layer[target], layer[node] + 1) }
    }
  }
}
