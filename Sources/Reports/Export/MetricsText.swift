/// Metrics as text: Prometheus' format 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats) or OpenMetrics
/// 1.0 (https://prometheus.io/docs/specs/om/open_metrics_spec).
public struct MetricsText {
  /// Which of the two.
  public enum Format: Sendable {
    case prometheus
    case openMetrics

    /// What HTTP calls it.
    public var mediaType: String {
      switch self {
      case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
      case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
      }
    }
  }

  private let metrics: MetricSet

  /// Text of these metrics.
  public init(_ metrics: MetricSet) {
    self.metrics = metrics
  }

  /// The text. Metrics are sorted by name; equal sets give equal text.
  public func render(_ format: Format) -> String {
    let sorted = metrics.samples.sorted { $0.key.name < $1.key.name }
    return sorted.map { Self.family($0.key, $0.value, format) }.joined() + (format == .openMetrics ? "# EOF\n" : "")
  }

  private static func family(_ metric: Metric, _ samples: [MetricSample], _ format: Format) -> String {
    // OpenMetrics names the family, Prometheus the series, and it knows neither units nor metrics of labels alone.
    let name = format == .openMetrics ? metric.name : metric.seriesName
    let kind = format == .prometheus && metric.kind == .info ? .gauge : metric.kind
    var text =
      "# HELP \(name) \(escape(metric.help, isQuoted: format == .openMetrics))\n# TYPE \(name) \(kind.rawValue)\n"
    if format == .openMetrics, let unit = metric.unit { text += "# UNIT \(name) \(unit.rawValue)\n" }
    for sample in samples { text += "\(series(metric.seriesName, sample.labels)) \(number(sample.value))\n" }
    return text
  }

  /// `name{label="value"}`.
  static func series(_ name: String, _ labels: [MetricLabel]) -> String {
    guard !labels.isEmpty else { return name }
    return name + "{" + labels.map { "\($0.name)=\"\(escape($0.value, isQuoted: true))\"" }.joined(separator: ",") + "}"
  }

  /// The text with what the formats escape, after what could disturb a terminal was made visible: names are whatever an
  /// object says.
  private static func escape(_ text: String, isQuoted: Bool) -> String {
    let visible = TerminalText.escape(text).replacing("\\", with: "\\\\")
    return isQuoted ? visible.replacing("\"", with: "\\\"") : visible
  }

  private static func number(_ value: Double) -> String {
    if let whole = Int(exactly: value), whole.magnitude < 1 << 53 { return "\(whole)" }
    if value.isNaN { return "NaN" }
    return value.isInfinite ? (value < 0 ? "-Inf" : "+Inf") : "\(value)"
  }
}
