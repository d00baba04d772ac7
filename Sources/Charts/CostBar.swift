/// What one program costs, as a bar in two parts, with the readings behind it.
public struct CostBar: Hashable, Sendable {
  /// What it is of.
  public var label: String
  /// What is said of it in small.
  public var note: String
  /// The part that anything attached costs; nil where there is none, or where it is not known.
  public var hook: Double?
  /// The part that the program itself costs.
  public var body: Double
  /// The interval of the whole; nil where it is exact.
  public var interval: ClosedRange<Double>?
  /// Readings of the whole, load by load; none where they are all the same.
  public var readings: [[Double]]
  /// The figures in words.
  public var figures: String

  /// A bar.
  public init(
    label: String, note: String = "", hook: Double?, body: Double, interval: ClosedRange<Double>? = nil,
    readings: [[Double]] = [], figures: String
  ) {
    self.label = label
    self.note = note
    self.hook = hook
    self.body = body
    self.interval = interval
    self.readings = readings
    self.figures = figures
  }

  /// The whole.
  var total: Double { (hook ?? 0) + body }
}
