/// A budget and what a program came to against it.
public struct RecordedBudget: Codable, Hashable, Sendable {
  /// What it came to.
  public enum State: String, Codable, Sendable {
    /// The program keeps it.
    case pass
    /// The program exceeds it.
    case fail
    /// It could not be said.
    case inconclusive
  }
  /// The program.
  public var program: TrackedProgram
  /// The kernel that it was measured on.
  public var kernel: String
  /// The case that was held against it.
  public var testCase: String?
  /// What is limited, in words: `instructions of a run`.
  public var what: String
  /// The figure that is limited; nil for the part of a run's cost that the program answers for, and for what has no trend.
  public var metric: FigureMetric?
  /// The limit, which may be reached.
  public var limit: Double
  /// Its unit.
  public var unit: FigureUnit
  /// Where it is written.
  public var place: String
  /// What was held against it, in its unit; nil where that was not measured.
  public var value: Double?
  /// What it came to.
  public var state: State

  /// A budget that was looked at.
  public init(
    program: TrackedProgram, kernel: String, testCase: String? = nil, what: String, metric: FigureMetric? = nil,
    limit: Double, unit: FigureUnit, place: String, value: Double?, state: State
  ) {
    self.program = program
    self.kernel = kernel
    self.testCase = testCase
    self.what = what
    self.metric = metric
    self.limit = limit
    self.unit = unit
    self.place = place
    self.value = value
    self.state = state
  }

  /// The part of the limit that is used; nil where that was not measured, and more than any number of a limit of nothing.
  public var share: Double? { value.map { limit > 0 ? $0 / limit : $0 > 0 ? .infinity : 0 } }
}
