/// What tells one series of a metric from another.
public struct MetricLabel: Hashable, Sendable {
  /// Its name.
  public let name: String
  /// Its value: any text.
  public let value: String

  /// A label.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}
