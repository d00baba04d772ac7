/// Figures over time as one line of blocks.
enum Sparkline {
  private static let blocks = Array("▁▂▃▄▅▆▇█")

  /// A block for each of so many stretches of the figures, the height of their mean between the least and the most.
  static func text(_ values: [Double], columns: Int) -> String {
    guard !values.isEmpty, columns > 0 else { return "" }
    let count = min(columns, values.count)
    let means = (0..<count).map { column in
      let part = values[column * values.count / count..<(column + 1) * values.count / count]
      return part.reduce(0, +) / Double(part.count)
    }
    guard let least = means.min(), let most = means.max() else { return "" }
    return String(
      means.map { mean in
        let share = most > least ? (mean - least) / (most - least) : 0
        return blocks[min(Int(share * Double(blocks.count)), blocks.count - 1)]
      })
  }
}
