public import Findings

/// Leave for a figure to be above its baseline, with its reason.
public struct Acceptance: Codable, Hashable, Sendable {
  /// The most that the figure may be.
  public var value: Int
  /// The last month that it holds; nil for ever.
  public var until: CalendarMonth?
  /// Why.
  public var reason: String

  /// Leave up to a value.
  public init(upTo value: Int, until: CalendarMonth? = nil, reason: String) {
    self.value = value
    self.until = until
    self.reason = reason
  }

  /// Whether it holds in a month.
  public func holds(in month: CalendarMonth) -> Bool { until.map { month <= $0 } ?? true }
}
