import Placed

/// How much figures may grow against the baseline or the base commit, as `assay.yml` says.
public struct GrowthSettings: Hashable, Sendable {
  /// By the figure; nil for one that nothing is held against.
  private var percents: [GateMetric: Double?]

  /// What holds where the file says nothing. Costs are exact, so that one instruction more is one; the verifier's walk
  /// and memory move a little with every change; the rest follows from them and is shown only.
  public static let usual = GrowthSettings(percents: [
    .verified: 10, .mapMemory: 10, .instructions: 0, .states: nil, .stack: nil, .jited: nil, .maps: nil,
  ])

  private init(percents: [GateMetric: Double?]) { self.percents = percents }

  init?(_ node: PlacedNode, _ problems: inout PlacedProblems) {
    guard var fields = node.fields(&problems) else { return nil }
    self = Self.usual
    for metric in GateMetric.allCases {
      guard let node = fields.take(metric.rawValue) else { continue }
      if case .scalar("ignore", _) = node.content {
        percents[metric] = .some(nil)
      } else if let percent = node.percent(&problems) {
        percents[metric] = percent
      }
    }
    fields.finish(&problems)
  }

  /// The percent that a figure may grow by; nil where nothing is held against it.
  public func percent(of metric: GateMetric) -> Double? { percents[metric] ?? nil }
}
