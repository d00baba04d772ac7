/// Sizes of a drawing, in pixels.
enum GraphMetrics {
  static let fontSize = 12.0
  /// Width of a character of the fixed-width face: 0.6 of its size in every common one, with a little to spare.
  static let character = 7.3
  static let line = 16.0
  static let padding = 8.0
  static let columnGap = 28.0
  static let laneGap = 12.0
  static let layerGap = 52.0
  static let margin = 24.0
  static let legend = 44.0
  /// Characters of a line that are shown.
  static let longestLine = 84

  static func size(of node: GraphNode) -> (width: Double, height: Double) {
    let longest = ([node.heading] + node.lines.map(\.text)).map { min($0.count, longestLine) }.max() ?? 0
    return (Double(longest) * character + 2 * padding, Double(node.lines.count + 1) * line + 2 * padding)
  }
}
