import Placed

/// How much figures may grow against the baseline or the base commit, as `assay.yml` says.
public struct GrowthSettings: Hashable, Sendable {
  /// By the figure; nil for one that nothing is held against.
  private var percents: [GrowthKey: Double?]

  /// What holds where the file says nothing. Costs are exact, so that one instruction more is one; the verifier's walk
  /// and memory move a little with every change; the rest follows from them and is shown only.
  public static let usual = GrowthSettings(percents: [
    .verified: 10, .mapMemory: 10, .instructions: 0, .states: nil, .stack: nil, .jited: nil, .maps: nil,
  ])

  private init(percents: [GrowthKey: Double?]) { self.percents = percents }

  init?(_ node: PlacedNode, _ problems: inout PlacedProblems) {
    guard var fields = node.fields(&problems) else { return nil }
    self = Self.usual
    for key in GrowthKey.allCases {
      guard let node = fields.take(key.rawValue) else { continue }
      if case .scalar("ignore", _) = node.content {
        percents[key] = .some(nil)
      } else if let percent = node.percent(&problems) {
        percents[key] = percent
      }
    }
    fields.finish(&problems)
  }

  /// The percent that a figure may grow by, by its key; nil where nothing is held against it.
  public func percent(of key: String) -> Double? { GrowthKey(rawValue: key).flatMap { percents[$0] ?? nil } }
}
