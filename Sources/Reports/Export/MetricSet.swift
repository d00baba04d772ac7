/// The numbers of several metrics.
public struct MetricSet: Hashable, Sendable {
  /// By metric, in the order in which they were added.
  public private(set) var samples: [Metric: [MetricSample]] = [:]

  /// No numbers.
  public init() {}

  /// Adds a number; nil is none.
  mutating func add(_ metric: Metric, _ labels: [MetricLabel], _ value: Double?) {
    if let value { samples[metric, default: []].append(MetricSample(labels, value)) }
  }

  /// Adds a count; nil is none.
  mutating func add(_ metric: Metric, _ labels: [MetricLabel], _ value: Int?) {
    add(metric, labels, value.map(Double.init))
  }

  /// Adds the states that something can be in: 1 for the one that it is in, 0 for the others.
  mutating func add<State: RawRepresentable<String> & CaseIterable & Equatable>(
    _ metric: Metric, _ labels: [MetricLabel], is state: State
  ) {
    for other in State.allCases {
      add(metric, labels + [MetricLabel("state", other.rawValue)], other == state ? 1 : 0)
    }
  }

  /// Adds all numbers of another set.
  public mutating func add(_ other: MetricSet) {
    samples.merge(other.samples) { $0 + $1 }
  }

  /// Series that are there more than once, as they would be printed, sorted: no reader takes them.
  public var duplicates: [String] {
    samples.flatMap { metric, samples in
      var seen: Set<[MetricLabel]> = []
      return Set(samples.map(\.labels).filter { !seen.insert($0).inserted })
        .map { MetricsText.series(metric.seriesName, $0) }
    }.sorted()
  }
}
