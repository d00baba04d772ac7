/// Figures over time in so many columns at most: what many figures share a column of is its median and the whole band.
struct TrendColumns {
  /// A column.
  struct Column {
    var value: Double
    var low: Double
    var high: Double
  }
  /// The columns, from left to right.
  let columns: [Column]
  private let count: Int

  init(_ points: [TrendChart.Point], most: Int) {
    count = points.count
    let wanted = min(most, points.count)
    columns = (0..<wanted).compactMap { index in
      let part = points[index * points.count / wanted..<(index + 1) * points.count / wanted]
        .filter { $0.value.isFinite && $0.low.isFinite && $0.high.isFinite }
      let values = part.map(\.value).sorted()
      guard let low = part.map(\.low).min(), let high = part.map(\.high).max() else { return nil }
      return Column(value: values[(values.count - 1) / 2], low: low, high: high)
    }
  }

  /// The column that a point is in.
  func column(of point: Int) -> Int {
    guard count > 0 else { return 0 }
    // The first whose end lies behind the point.
    let wanted = columns.count
    var column = min(point * wanted / count, wanted - 1)
    while column + 1 < wanted, (column + 1) * count / wanted <= point { column += 1 }
    while column > 0, column * count / wanted > point { column -= 1 }
    return max(column, 0)
  }
}
