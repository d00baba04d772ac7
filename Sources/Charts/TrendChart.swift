/// A figure over time as a line, with the band of its intervals, a budget, and marks where it took another level.
public struct TrendChart: Hashable, Sendable {
  /// A figure.
  public struct Point: Hashable, Sendable {
    /// The figure.
    public var value: Double
    /// The lower end of its interval.
    public var low: Double
    /// The upper end.
    public var high: Double

    /// A figure.
    public init(value: Double, low: Double, high: Double) {
      self.value = value
      self.low = low
      self.high = high
    }
  }
  /// A mark at a point.
  public struct Mark: Hashable, Sendable {
    /// What it is for.
    public enum Kind: String, Hashable, Sendable {
      /// The figure rose.
      case worse
      /// The figure fell.
      case better
      /// The figure is not comparable with those before.
      case other
    }
    /// The point's place.
    public var point: Int
    /// What it is for.
    public var kind: Kind
    /// What is told of it.
    public var words: String

    /// A mark at a point.
    public init(point: Int, kind: Kind, words: String) {
      self.point = point
      self.kind = kind
      self.words = words
    }
  }
  /// A limit.
  public struct Limit: Hashable, Sendable {
    /// Where it is.
    public var value: Double
    /// What it is called.
    public var words: String

    /// A limit.
    public init(value: Double, words: String) {
      self.value = value
      self.words = words
    }
  }
  /// What tells the chart from others of its page: letters, digits and hyphens.
  public var id: String
  /// What it is of.
  public var title: String
  /// What it shows, in words for those who do not see it.
  public var description: String
  /// The figures, the oldest first; those that are no numbers are left out.
  public var points: [Point]
  /// What stands below the first point.
  public var first: String
  /// What stands below the last one.
  public var last: String
  /// The most that the figure may be.
  public var limit: Limit?
  /// Where something changed.
  public var marks: [Mark]
  /// Whether the figure stays until the next one: steps instead of slopes.
  public var isStepped: Bool

  /// A chart.
  public init(
    id: String, title: String, description: String, points: [Point], first: String = "", last: String = "",
    limit: Limit? = nil, marks: [Mark] = [], isStepped: Bool = false
  ) {
    self.id = id
    self.title = title
    self.description = description
    self.points = points
    self.first = first
    self.last = last
    self.limit = limit
    self.marks = marks
    self.isStepped = isStepped
  }
}
