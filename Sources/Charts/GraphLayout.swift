/// Where the boxes and arrows of a layered graph go: layers by the longest way from the entry, an order in each layer
/// that crosses few arrows, places that keep arrows straight (after Sugiyama, Tagawa and Toda, 1981).
struct GraphLayout {
  struct Box {
    var x = 0.0
    var y = 0.0
    var width = 0.0
    var height = 0.0
  }
  struct Route {
    var edge: GraphEdge
    /// Against the layers' order: it closes a loop.
    var isBack: Bool
    /// Where the arrow passes, from its source to its target; each point is a layer's.
    var points: [(x: Double, top: Double, bottom: Double)]
  }

  private(set) var boxes: [Box]
  private(set) var routes: [Route] = []
  /// Edges that span so many layers that only their ends are drawn.
  private(set) var cut: [GraphEdge] = []
  private(set) var width = 0.0
  private(set) var height = 0.0

  /// Beyond so many layers an arrow is no help to the eye.
  private static let longestSpan = 24
  private static let sweeps = 8

  /// A place in a layer: a box, or where a long arrow passes.
  private struct Place {
    var node: Int?
    var layer: Int
    var width: Double
    var above: [Int] = []
    var below: [Int] = []
    var x = 0.0
  }
  private var places: [Place] = []
  private var layers: [[Int]] = []

  init(_ graph: LayeredGraph) {
    boxes = graph.nodes.map { node in
      let size = GraphMetrics.size(of: node)
      return Box(width: size.width, height: size.height)
    }
    guard !graph.nodes.isEmpty else { return }
    let edges = graph.drawableEdges
    let layering = GraphLayering(nodeCount: graph.nodes.count, edges: edges)
    layers = [[Int]](repeating: [], count: (layering.layer.max() ?? 0) + 1)
    for node in graph.nodes.indices { add(Place(node: node, layer: layering.layer[node], width: boxes[node].width)) }
    var chains: [(edge: Int, places: [Int])] = []
    for (edge, isBack) in layering.isBack.enumerated() where edges[edge].source != edges[edge].target {
      let (upper, lower) = isBack ? (edges[edge].target, edges[edge].source) : (edges[edge].source, edges[edge].target)
      let span = layering.layer[lower] - layering.layer[upper]
      guard span <= Self.longestSpan else {
        cut.append(edges[edge])
        continue
      }
      chains.append((edge, chain(from: upper, to: lower)))
    }
    reduceCrossings()
    assignColumns()
    assignRows()
    for (edge, chain) in chains {
      let points = chain.map { point(of: $0) }
      routes.append(
        Route(
          edge: edges[edge], isBack: layering.isBack[edge], points: layering.isBack[edge] ? points.reversed() : points))
    }
    for edge in edges where edge.source == edge.target { routes.append(Route(edge: edge, isBack: true, points: [])) }
  }

  private mutating func add(_ place: Place) {
    layers[place.layer].append(places.count)
    places.append(place)
  }

  /// Joins two boxes over one place in each layer between them.
  private mutating func chain(from upper: Int, to lower: Int) -> [Int] {
    var chain = [upper]
    for layer in (places[upper].layer + 1)..<places[lower].layer {
      chain.append(places.count)
      add(Place(node: nil, layer: layer, width: GraphMetrics.laneGap))
    }
    chain.append(lower)
    for (above, below) in zip(chain, chain.dropFirst()) {
      places[above].below.append(below)
      places[below].above.append(above)
    }
    return chain
  }

  // MARK: Order

  /// Puts each place at the mean of its neighbours' ranks, downwards and upwards by turns.
  private mutating func reduceCrossings() {
    var rank = [Double](repeating: 0, count: places.count)
    func number(_ layer: [Int]) { for (position, place) in layer.enumerated() { rank[place] = Double(position) } }
    layers.forEach(number)
    for sweep in 0..<Self.sweeps {
      let downwards = sweep % 2 == 0
      for layer in downwards ? Array(layers.indices.dropFirst()) : layers.indices.dropLast().reversed() {
        let wanted = layers[layer].map { place in
          Self.mean(downwards ? places[place].above : places[place].below) { rank[$0] } ?? rank[place]
        }
        // The sort is stable: places that want the same rank keep their order.
        layers[layer] = zip(wanted, layers[layer]).sorted { $0.0 < $1.0 }.map(\.1)
        number(layers[layer])
      }
    }
  }

  // MARK: Columns

  private mutating func assignColumns() {
    for layer in layers {
      var next = 0.0
      for place in layer {
        places[place].x = next + places[place].width / 2
        next += places[place].width + gap(after: place)
      }
    }
    for sweep in 0..<(2 * Self.sweeps) {
      let downwards = sweep % 2 == 0
      for layer in downwards ? Array(layers.indices) : layers.indices.reversed() {
        let wanted = layers[layer].map { place in
          let neighbours = downwards ? places[place].above : places[place].below
          return Self.mean(neighbours) { places[$0].x } ?? places[place].x
        }
        spread(layers[layer], wanted)
      }
    }
    let left = places.map { $0.x - $0.width / 2 }.min() ?? 0
    for place in places.indices {
      places[place].x += GraphMetrics.margin - left
      guard let node = places[place].node else { continue }
      boxes[node].x = places[place].x - boxes[node].width / 2
    }
    width = (places.map { $0.x + $0.width / 2 }.max() ?? 0) + GraphMetrics.margin
  }

  private func gap(after place: Int) -> Double {
    places[place].node == nil ? GraphMetrics.laneGap : GraphMetrics.columnGap
  }

  /// Moves a layer's places as near to where they want to be as their order and widths allow: least squares by pooling
  /// neighbours that want to overlap.
  private mutating func spread(_ layer: [Int], _ wanted: [Double]) {
    var offset = 0.0
    var offsets: [Double] = []
    var pools: [(sum: Double, weight: Double, count: Int)] = []
    for (position, place) in layer.enumerated() {
      if position > 0 {
        let before = layer[position - 1]
        offset += (places[before].width + places[place].width) / 2 + max(gap(after: before), gap(after: place))
      }
      offsets.append(offset)
      // A bend in an arrow is worse than a box out of line.
      let weight = places[place].node == nil ? 4.0 : 1
      var pool = (sum: (wanted[position] - offset) * weight, weight: weight, count: 1)
      while let last = pools.last, last.sum / last.weight > pool.sum / pool.weight {
        pool = (pool.sum + last.sum, pool.weight + last.weight, pool.count + last.count)
        pools.removeLast()
      }
      pools.append(pool)
    }
    var position = 0
    for pool in pools {
      for _ in 0..<pool.count {
        places[layer[position]].x = pool.sum / pool.weight + offsets[position]
        position += 1
      }
    }
  }

  private static func mean(_ places: [Int], _ value: (Int) -> Double) -> Double? {
    places.isEmpty ? nil : places.reduce(0) { $0 + value($1) } / Double(places.count)
  }

  // MARK: Rows

  private var rowTops: [Double] = []
  private var rowHeights: [Double] = []

  private mutating func assignRows() {
    var top = GraphMetrics.margin + GraphMetrics.legend
    for layer in layers {
      let tallest = layer.compactMap { places[$0].node }.map { boxes[$0].height }.max() ?? 0
      rowTops.append(top)
      rowHeights.append(tallest)
      for place in layer {
        if let node = places[place].node { boxes[node].y = top }
      }
      top += tallest + GraphMetrics.layerGap
    }
    height = top - GraphMetrics.layerGap + GraphMetrics.margin
  }

  private func point(of place: Int) -> (x: Double, top: Double, bottom: Double) {
    let layer = places[place].layer
    let height = places[place].node.map { boxes[$0].height } ?? rowHeights[layer]
    return (places[place].x, rowTops[layer], rowTops[layer] + height)
  }
}
