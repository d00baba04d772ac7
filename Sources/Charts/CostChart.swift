/// What programs cost, as bars of hook and body over a common scale, each with the distribution of its readings below it.
public struct CostChart: Hashable, Sendable {
  /// Bars over one scale.
  public struct Group: Hashable, Sendable {
    /// What they have in common.
    public var title: String
    /// The unit of their figures.
    public var unit: String
    /// The bars.
    public var bars: [CostBar]

    /// A group.
    public init(title: String, unit: String, bars: [CostBar]) {
      self.title = title
      self.unit = unit
      self.bars = bars
    }

    /// The end of its scale: a figure that people read easily, beyond all that is drawn but for readings far out.
    var scale: Double {
      let most = bars.map { max($0.total, $0.interval?.upperBound ?? 0) }.filter(\.isFinite).max() ?? 0
      guard most > 0 else { return 1 }
      var step = 1.0
      while step * 10 < most { step *= 10 }
      while step > most { step /= 10 }
      return [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map { $0 * step }.first { $0 >= most } ?? most
    }
  }
  /// What the chart is of.
  public var title: String
  /// The groups, from top to bottom.
  public var groups: [Group]
  /// What the figures are, in small below; a line each.
  public var notes: [String]

  /// A chart.
  public init(title: String, groups: [Group], notes: [String] = []) {
    self.title = title
    self.groups = groups
    self.notes = notes
  }
}
