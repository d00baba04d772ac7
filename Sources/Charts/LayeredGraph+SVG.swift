extension LayeredGraph {
  /// The graph as a stand-alone SVG picture: no script, no reference to anything outside, readable on light and dark.
  public var svg: String {
    let layout = GraphLayout(self)
    let width = max(layout.width, GraphMetrics.character * Double(title.count) + 2 * GraphMetrics.margin, 420)
    let height = max(layout.height, GraphMetrics.legend + 2 * GraphMetrics.margin)
    var out = """
      <svg xmlns="http://www.w3.org/2000/svg" role="img" width="\(pixels(width))" height="\(pixels(height))" \
      viewBox="0 0 \(pixels(width)) \(pixels(height))">
      <title>\(MarkupText.escape(title))</title>
      \(Self.style)
      \(Self.markers)
      <rect class="page" width="100%" height="100%"/>
      <text class="title" x="\(pixels(GraphMetrics.margin))" y="24">\(MarkupText.escape(title))</text>
      \(Self.legend)

      """
    for route in layout.routes { out += arrow(route, layout) }
    for node in nodes.indices { out += drawing(of: node, layout) }
    out += "</svg>\n"
    return out
  }

  private static let style = """
    <style>
    svg { --page: #ffffff; --ink: #1f2328; --faint: #59636e; --box: #f6f8fa; --rule: #afb8c1; --taken: #1a7f37; \
    --next: #59636e; --jump: #0969da; --source: #6639ba; }
    @media (prefers-color-scheme: dark) { svg { --page: #0d1117; --ink: #e6edf3; --faint: #9198a1; --box: #161b22; \
    --rule: #484f58; --taken: #3fb950; --next: #9198a1; --jump: #58a6ff; --source: #bc8cff; } }
    text { font: 12px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; fill: var(--ink); white-space: pre; }
    .page { fill: var(--page); } .title { font-size: 14px; font-weight: 600; }
    .box { fill: var(--box); stroke: var(--rule); } .heading { fill: var(--faint); } .source { fill: var(--source); }
    .edge { fill: none; stroke-width: 1.4; } .next { stroke: var(--next); } .taken { stroke: var(--taken); stroke-width: 2.2; }
    .jump { stroke: var(--jump); stroke-dasharray: 2 3; } .back { stroke-dasharray: 8 4; }
    .head-next { fill: var(--next); } .head-taken { fill: var(--taken); } .head-jump { fill: var(--jump); }
    </style>
    """

  private static let markers: String = {
    let heads = GraphEdge.Style.allCases.map { style in
      """
      <marker id="head-\(style.rawValue)" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" \
      markerUnits="userSpaceOnUse" orient="auto"><path class="head-\(style.rawValue)" d="M0 0L8 4L0 8z"/></marker>
      """
    }
    return "<defs>\n\(heads.joined(separator: "\n"))\n</defs>"
  }()

  private static let legend: String = {
    let entries = [("next", "next"), ("taken", "taken"), ("jump", "goto"), ("next back", "back (any kind)")]
    return entries.enumerated().map { position, entry in
      let x = GraphMetrics.margin + Double(position) * 100
      let line = "M\(pixels(x)) 42h28"
      return """
        <path class="edge \(entry.0)" d="\(line)"/><text class="heading" x="\(pixels(x + 34))" y="46">\(entry.1)</text>
        """
    }.joined(separator: "\n")
  }()

  private func drawing(of index: Int, _ layout: GraphLayout) -> String {
    let node = nodes[index]
    let box = layout.boxes[index]
    var out = """
      <g><rect class="box" rx="4" x="\(pixels(box.x))" y="\(pixels(box.y))" width="\(pixels(box.width))" \
      height="\(pixels(box.height))"/>

      """
    let x = pixels(box.x + GraphMetrics.padding)
    var y = box.y + GraphMetrics.padding + GraphMetrics.fontSize
    out += "<text class=\"heading\" x=\"\(x)\" y=\"\(pixels(y))\">\(shown(node.heading))</text>\n"
    for line in node.lines {
      y += GraphMetrics.line
      let kind = if case .source = line { " class=\"source\"" } else { "" }
      out += "<text\(kind) x=\"\(x)\" y=\"\(pixels(y))\">\(shown(line.text))</text>\n"
    }
    for (row, stub) in stubs(of: index, layout).enumerated() {
      let below = box.y + box.height + GraphMetrics.line * Double(row + 1)
      out += "<text class=\"heading\" x=\"\(x)\" y=\"\(pixels(below))\">\(shown(stub))</text>\n"
    }
    return out + "</g>\n"
  }

  /// Words for the arrows of a box that are too long to draw.
  private func stubs(of index: Int, _ layout: GraphLayout) -> [String] {
    layout.cut.filter { $0.source == index }.map { "\($0.style.rawValue) to \(nodes[$0.target].heading)" }
  }

  private func arrow(_ route: GraphLayout.Route, _ layout: GraphLayout) -> String {
    let style = route.edge.style.rawValue
    let classes = "edge \(style)\(route.isBack ? " back" : "")"
    return "<path class=\"\(classes)\" marker-end=\"url(#head-\(style))\" d=\"\(path(route, layout))\"/>\n"
  }

  private func path(_ route: GraphLayout.Route, _ layout: GraphLayout) -> String {
    guard let first = route.points.first else {
      let box = layout.boxes[route.edge.source]
      let right = box.x + box.width
      let low = box.y + box.height - GraphMetrics.padding
      let high = box.y + GraphMetrics.padding
      return "M\(pixels(right)) \(pixels(low))C\(pixels(right + 24)) \(pixels(low)) \(pixels(right + 24)) "
        + "\(pixels(high)) \(pixels(right)) \(pixels(high))"
    }
    // A taken arrow leaves to the right of one to the next block, so that both can be told at their ends.
    let shift = route.edge.style == .taken ? 10.0 : -10.0
    var from = (x: first.x + shift, y: route.isBack ? first.top : first.bottom)
    var path = "M\(pixels(from.x)) \(pixels(from.y))"
    for (position, point) in route.points.enumerated().dropFirst() {
      let isLast = position == route.points.count - 1
      let entry = route.isBack ? point.bottom : point.top
      let x = isLast ? point.x + shift : point.x
      let middle = (from.y + entry) / 2
      path += "C\(pixels(from.x)) \(pixels(middle)) \(pixels(x)) \(pixels(middle)) \(pixels(x)) \(pixels(entry))"
      guard !isLast else { break }
      let exit = route.isBack ? point.top : point.bottom
      path += "V\(pixels(exit))"
      from = (x, exit)
    }
    return path
  }

  private func shown(_ text: String) -> String {
    let cut = text.count > GraphMetrics.longestLine ? text.prefix(GraphMetrics.longestLine - 1) + "…" : Substring(text)
    return MarkupText.escape(String(cut))
  }
}

/// A coordinate, rounded to a tenth of a pixel.
private func pixels(_ value: Double) -> String {
  let tenths = Int((value * 10).rounded())
  return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
}
