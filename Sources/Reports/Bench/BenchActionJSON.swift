import Jobs
import Measuring

/// Figures as `github-action-benchmark` reads them with `tool: customSmallerIsBetter`.
public enum BenchActionJSON {
  private struct Entry: Encodable {
    var name: String
    var unit: String
    var value: Double
    var range: String?
    var extra: String?
  }

  /// The document: an entry a figure, in their order. Its numbers must be finite.
  public static func render(_ figures: [BenchFigure]) throws -> String {
    let entries = figures.map { figure in
      let estimate = figure.estimate
      let reach = max(estimate.value - estimate.low, estimate.high - estimate.value)
      let unit = figure.unit == .nanoseconds ? "ns" : figure.unit.rawValue
      var entry = Entry(
        name: "\(figure.subject) \(figure.part.rawValue)", unit: "\(unit)/run", value: estimate.value)
      guard reach > 0 else { return entry }
      entry.range = "± \(NumberText.decimal(reach, places: 2))"
      entry.extra = """
        95 % interval: \(NumberText.decimal(estimate.low, places: 2)) to \(NumberText.decimal(estimate.high, places: 2))
        loads: \(NumberText.decimal(estimate.least, places: 2)) to \(NumberText.decimal(estimate.most, places: 2))
        """
      return entry
    }
    return try CanonicalJSON.document(entries)
  }
}
