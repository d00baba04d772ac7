extension TrendChart {
  /// The rules that a page with such charts has once, for light and dark.
  public static let style = """
    .trend{width:100%;height:auto;display:block;--ink:#1f2328;--faint:#59636e;--rule:#d1d9e0;--line:#0969da;\
    --band:#0969da33;--limit:#9a6700;--worse:#cf222e;--better:#1a7f37;--other:#6639ba}
    @media (prefers-color-scheme:dark){.trend{--ink:#e6edf3;--faint:#9198a1;--rule:#3d444d;--line:#4493f8;\
    --band:#4493f844;--limit:#d29922;--worse:#ff7b72;--better:#3fb950;--other:#bc8cff}}
    .trend text{font:13px system-ui,"DejaVu Sans",sans-serif;fill:var(--faint)}
    .trend .rule{stroke:var(--rule)}.trend .line{stroke:var(--line);stroke-width:2;fill:none;stroke-linejoin:round}
    .trend .band{fill:var(--band)}.trend .dot{fill:var(--line)}
    .trend .limit{stroke:var(--limit);stroke-width:1.5;stroke-dasharray:6 4}.trend text.limit{fill:var(--limit);\
    stroke:none}
    .trend .worse{fill:var(--worse)}.trend .better{fill:var(--better)}.trend .other{fill:var(--other)}
    .trend .end{text-anchor:end}
    @media (max-width:480px){.trend text{font-size:16px}}
    """

  /// The chart for a page that has `style`; it has no size of its own.
  public var svg: String {
    let columns = TrendColumns(points, most: Self.mostColumns)
    let scale = Scale(columns.columns, limit: limit)
    var content = ""
    for tick in scale.ticks {
      let y = scale.y(tick)
      content += "<path class=\"rule\" d=\"M\(px(Self.left)) \(px(y))H\(px(Self.right))\"/>"
      content += text(ChartText.number(tick), "end", x: Self.left - 6, y: y + 4.5)
    }
    content += text(first, "", x: Self.left, y: Self.height - 6)
    if points.count > 1 { content += text(last, "end", x: Self.right, y: Self.height - 6) }
    content += band(columns.columns, scale) + line(columns.columns, scale)
    if let limit, scale.holds(limit.value) {
      let y = scale.y(limit.value)
      content += "<path class=\"limit\" d=\"M\(px(Self.left)) \(px(y))H\(px(Self.right))\"/>"
      content += text(limit.words, "limit end", x: Self.right, y: y > Self.top + 20 ? y - 5 : y + 15)
    }
    for mark in marks where points.indices.contains(mark.point) {
      content += drawing(of: mark, columns, scale)
    }
    return """
      <svg class="trend" viewBox="0 0 \(px(Self.width)) \(px(Self.height))" role="img" \
      aria-labelledby="\(id)-t \(id)-d"><title id="\(id)-t">\(MarkupText.escape(title))</title>\
      <desc id="\(id)-d">\(MarkupText.escape(description))</desc>\(content)</svg>
      """
  }

  /// The line alone, small: what it tells stands beside it in words.
  public var spark: String {
    let columns = TrendColumns(points, most: 60).columns
    guard let least = columns.map(\.value).min(), let most = columns.map(\.value).max(), columns.count > 1 else {
      return ""
    }
    let step = 116 / Double(columns.count - 1)
    let path = columns.enumerated().map { index, column in
      let share = most > least ? (column.value - least) / (most - least) : 0.5
      let (x, y) = (px(2 + Double(index) * step), px(22 - share * 20))
      return index == 0 ? "M\(x) \(y)" : isStepped ? "H\(x)V\(y)" : "L\(x) \(y)"
    }
    return """
      <svg class="trend spark" viewBox="0 0 120 24" aria-hidden="true"><path class="line" d="\(path.joined())"/></svg>
      """
  }

  private static let width = 480.0
  private static let height = 200.0
  private static let left = 64.0
  private static let right = 470.0
  private static let top = 12.0
  private static let bottom = 170.0
  private static let mostColumns = 400

  /// Where values lie.
  private struct Scale {
    let ticks: [Double]
    private let low: Double
    private let high: Double

    init(_ columns: [TrendColumns.Column], limit: Limit?) {
      var least = columns.map(\.low).min() ?? 0
      var most = columns.map(\.high).max() ?? 1
      // A limit far away would leave nothing to see of the line.
      if let limit, limit.value.isFinite, limit.value <= 2 * most, limit.value >= least / 2 {
        (least, most) = (min(least, limit.value), max(most, limit.value))
      }
      let room = most > least ? (most - least) * 0.08 : max(most.magnitude * 0.1, 1)
      let floor = least >= 0 ? max(least - room, 0) : least - room
      var step = 1e-3
      while (most + room - floor) / step > 4 {
        step *= 2
        if (most + room - floor) / step > 4 { step *= 2.5 }
        if (most + room - floor) / step > 4 { step *= 2 }
      }
      (low, high) = (floor, most + room)
      var ticks: [Double] = []
      var tick = (floor / step).rounded(.up) * step
      while tick <= most + room, ticks.count < 8 {
        ticks.append(tick)
        tick += step
      }
      self.ticks = ticks
    }

    func holds(_ value: Double) -> Bool { (low...high).contains(value) }

    func y(_ value: Double) -> Double {
      TrendChart.bottom - (value - low) / (high - low) * (TrendChart.bottom - TrendChart.top)
    }
  }

  private func x(_ column: Int, of count: Int) -> Double {
    count > 1
      ? Self.left + Double(column) / Double(count - 1) * (Self.right - Self.left) : (Self.left + Self.right) / 2
  }

  private func line(_ columns: [TrendColumns.Column], _ scale: Scale) -> String {
    guard columns.count > 1 else {
      return columns.map { column in
        "<circle class=\"dot\" cx=\"\(px(x(0, of: 1)))\" cy=\"\(px(scale.y(column.value)))\" r=\"4\"/>"
      }.joined()
    }
    var path = ""
    var last: String?
    for (index, column) in columns.enumerated() {
      let (x, y) = (px(x(index, of: columns.count)), px(scale.y(column.value)))
      if index == 0 {
        path += "M\(x) \(y)"
      } else if !isStepped {
        path += "L\(x) \(y)"
      } else if y != last || index == columns.count - 1 {
        path += "H\(x)" + (y != last ? "V\(y)" : "")
      }
      last = y
    }
    return "<path class=\"line\" d=\"\(path)\"/>"
  }

  private func band(_ columns: [TrendColumns.Column], _ scale: Scale) -> String {
    guard columns.count > 1, columns.contains(where: { $0.low < $0.high }) else { return "" }
    let places = columns.enumerated().map { (px(x($0, of: columns.count)), $1) }
    let upper = places.map { "\($0) \(px(scale.y($1.high)))" }
    let lower = places.reversed().map { "\($0) \(px(scale.y($1.low)))" }
    return "<path class=\"band\" d=\"M\((upper + lower).joined(separator: "L"))Z\"/>"
  }

  private func drawing(of mark: Mark, _ columns: TrendColumns, _ scale: Scale) -> String {
    guard !columns.columns.isEmpty else { return "" }
    let column = columns.column(of: mark.point)
    let (x, y) = (x(column, of: columns.columns.count), scale.y(columns.columns[column].value))
    let shape =
      switch mark.kind {
      case .worse: "M\(px(x - 6)) \(px(y + 4))h12l-6 -11z"
      case .better: "M\(px(x - 6)) \(px(y - 4))h12l-6 11z"
      case .other: "M\(px(x)) \(px(y - 7))l6 7l-6 7l-6 -7z"
      }
    return "<path class=\"\(mark.kind.rawValue)\" d=\"\(shape)\"><title>\(MarkupText.escape(mark.words))</title></path>"
  }

  private func text(_ text: String, _ kind: String, x: Double, y: Double) -> String {
    guard !text.isEmpty else { return "" }
    return "<text class=\"\(kind)\" x=\"\(px(x))\" y=\"\(px(y))\">\(MarkupText.escape(text))</text>"
  }

  private func px(_ value: Double) -> String { ChartText.pixels(value) }
}
