extension CostChart {
  /// The chart as a stand-alone SVG picture: no script, no reference to anything outside, readable on light and dark.
  public var svg: String {
    var y = 64.0
    var content = ""
    for group in groups { content += drawing(of: group, &y) }
    for note in notes {
      content += Self.text(note, "faint", x: Self.margin, y: y)
      y += 17
    }
    let height = y + 8
    return """
      <svg xmlns="http://www.w3.org/2000/svg" role="img" width="\(ChartText.pixels(Self.width))" \
      height="\(ChartText.pixels(height))" viewBox="0 0 \(ChartText.pixels(Self.width)) \(ChartText.pixels(height))">
      <title>\(MarkupText.escape(title))</title>
      \(Self.style)
      <rect class="page" width="100%" height="100%"/>
      \(Self.text(title, "title", x: Self.margin, y: 26))\(legend)\(content)</svg>

      """
  }

  private static let width = 960.0
  private static let margin = 20.0
  /// Where bars begin and end.
  private static let start = 290.0
  private static let end = 740.0
  private static let longestLabel = 36
  private static let bar = 14.0
  private static let lane = 6.0

  private static let style = """
    <style>
    svg { --page: #ffffff; --ink: #1f2328; --faint: #59636e; --rule: #d1d9e0; --hook: #8c959f; --body: #0969da; \
    --reading: #6639ba; }
    @media (prefers-color-scheme: dark) { svg { --page: #0d1117; --ink: #e6edf3; --faint: #9198a1; --rule: #3d444d; \
    --hook: #656c76; --body: #4493f8; --reading: #bc8cff; } }
    text { font: 13px system-ui, "DejaVu Sans", sans-serif; fill: var(--ink); }
    .page { fill: var(--page); } .title { font-size: 16px; font-weight: 600; } .group { font-weight: 600; }
    .faint { font-size: 11px; fill: var(--faint); } .figures { font-variant-numeric: tabular-nums; }
    .rule { stroke: var(--rule); } .hook { fill: var(--hook); } .body { fill: var(--body); }
    .interval { stroke: var(--ink); stroke-width: 1.4; fill: none; }
    .reading { stroke: var(--reading); stroke-width: 1.2; stroke-opacity: 0.7; }
    .end { text-anchor: end; } .middle { text-anchor: middle; }
    </style>
    """

  /// What the colours mean, of those that occur.
  private var legend: String {
    let bars = groups.flatMap(\.bars)
    var entries: [(kind: String, words: String)] = []
    if bars.contains(where: { $0.hook != nil }) { entries.append(("hook", "hook: an empty program there")) }
    entries.append(("body", "body: what the program adds"))
    var x = Self.margin
    var out = ""
    for entry in entries {
      out += "<rect class=\"\(entry.kind)\" x=\"\(ChartText.pixels(x))\" y=\"38\" width=\"10\" height=\"10\"/>\n"
      out += Self.text(entry.words, "faint", x: x + 15, y: 47)
      x += 200
    }
    if bars.contains(where: { !$0.readings.isEmpty }) {
      out += "<path class=\"reading\" d=\"M\(ChartText.pixels(x)) 38v10m4 -10v10m3 -10v10\"/>\n"
      out += Self.text("each reading, a row a load", "faint", x: x + 15, y: 47)
    }
    return out
  }

  private func drawing(of group: Group, _ y: inout Double) -> String {
    let scale = group.scale
    func place(_ value: Double) -> Double {
      Self.start + min(max(value.isFinite ? value / scale : 0, 0), 1) * (Self.end - Self.start)
    }
    y += 14
    var out = Self.text(group.title, "group", x: Self.margin, y: y, cut: 100)
    y += 12
    let top = y
    var rows = ""
    for bar in group.bars {
      y += 8
      rows += "<g><title>\(MarkupText.escape("\(bar.label): \(bar.figures)"))</title>\n"
      rows += Self.text(bar.label, "", x: Self.margin, y: y + 11, cut: Self.longestLabel)
      let border = place(bar.hook ?? 0)
      rows += Self.rectangle("hook", x: Self.start, y: y, width: border - Self.start)
      rows += Self.rectangle("body", x: border, y: y, width: place(bar.total) - border)
      if let interval = bar.interval {
        let middle = y + Self.bar / 2
        let (low, high) = (ChartText.pixels(place(interval.lowerBound)), ChartText.pixels(place(interval.upperBound)))
        rows +=
          "<path class=\"interval\" d=\"M\(low) \(ChartText.pixels(middle - 4))v8M\(low) \(ChartText.pixels(middle))H\(high)"
          + "M\(high) \(ChartText.pixels(middle - 4))v8\"/>\n"
      }
      rows += Self.text(bar.figures, "figures", x: Self.end + 12, y: y + 11)
      y += Self.bar + 4
      rows += Self.text(bar.note, "faint", x: Self.margin, y: y + 9, cut: Self.longestLabel + 8)
      for load in bar.readings {
        // Readings far beyond the scale's end would all lie at it.
        let marks = load.filter { $0.isFinite && $0 >= 0 && $0 <= scale }.map {
          "M\(ChartText.pixels(place($0))) \(ChartText.pixels(y))v5"
        }
        if !marks.isEmpty { rows += "<path class=\"reading\" d=\"\(marks.joined())\"/>\n" }
        y += Self.lane
      }
      if !bar.note.isEmpty { y += max(12 - Self.lane * Double(bar.readings.count), 0) }
      rows += "</g>\n"
    }
    y += 8
    for share in [0, 0.25, 0.5, 0.75, 1] {
      let x = ChartText.pixels(place(share * scale))
      out += "<path class=\"rule\" d=\"M\(x) \(ChartText.pixels(top))V\(ChartText.pixels(y))\"/>\n"
      let words = ChartText.number(share * scale) + (share == 1 ? " \(group.unit)" : "")
      out += Self.text(words, "faint middle", x: place(share * scale), y: y + 13)
    }
    y += 34
    return out + rows
  }

  private static func rectangle(_ kind: String, x: Double, y: Double, width: Double) -> String {
    guard width > 0 else { return "" }
    // What costs something is seen.
    return
      "<rect class=\"\(kind)\" x=\"\(ChartText.pixels(x))\" y=\"\(ChartText.pixels(y))\" width=\"\(ChartText.pixels(max(width, 1)))\" height=\"\(ChartText.pixels(bar))\"/>\n"
  }

  private static func text(_ text: String, _ kind: String, x: Double, y: Double, cut: Int = 140) -> String {
    guard !text.isEmpty else { return "" }
    let shown = text.count > cut ? text.prefix(cut - 1) + "…" : text[...]
    return
      "<text class=\"\(kind)\" x=\"\(ChartText.pixels(x))\" y=\"\(ChartText.pixels(y))\">\(MarkupText.escape(String(shown)))</text>\n"
  }
}
