/// One number of a metric.
public struct MetricSample: Hashable, Sendable {
  /// Its labels, each name once.
  public let labels: [MetricLabel]
  /// The number.
  public let value: Double

  /// Labels without a value are left out: to Prometheus an empty label is none.
  init(_ labels: [MetricLabel], _ value: Double) {
    self.labels = labels.filter { !$0.value.isEmpty }
    self.value = value
  }
}
