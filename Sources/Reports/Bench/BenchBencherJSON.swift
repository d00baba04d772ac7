import Jobs
import Measuring

/// Figures in Bencher's metric format (https://bencher.dev/docs/reference/bencher-metric-format): for each benchmark its
/// measures, each with an interval.
public enum BenchBencherJSON {
  private struct Metric: Encodable {
    enum CodingKeys: String, CodingKey {
      case value
      case low = "lower_value"
      case high = "upper_value"
    }
    var value: Double
    var low: Double
    var high: Double
  }

  /// The document. A measure is a part and its unit, as `body-nanoseconds`. Its numbers must be finite.
  public static func render(_ figures: [BenchFigure]) throws -> String {
    var benchmarks: [String: [String: Metric]] = [:]
    for figure in figures {
      let estimate = figure.estimate
      benchmarks[figure.subject, default: [:]]["\(figure.part.rawValue)-\(figure.unit.rawValue)"] = Metric(
        value: estimate.value, low: estimate.low, high: estimate.high)
    }
    return try CanonicalJSON.document(benchmarks)
  }
}
