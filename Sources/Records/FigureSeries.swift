/// Figures that belong together over time: the same thing of the same program.
public struct FigureSeries: Codable, Hashable, Sendable {
  /// The program.
  public var program: TrackedProgram
  /// The kernel as the user names it: `host`, `debian:6.12`.
  public var kernel: String
  /// The case of its test file; nil where an input was made up, and for attached programs.
  public var testCase: String?
  /// What made the program run; nil for test runs and for what a load costs.
  public var driver: String?
  /// What the figures are of.
  public var metric: FigureMetric
  /// Their unit.
  public var unit: FigureUnit

  /// Figures of a program on a kernel.
  public init(
    program: TrackedProgram, kernel: String, testCase: String? = nil, driver: String? = nil, metric: FigureMetric,
    unit: FigureUnit
  ) {
    self.program = program
    self.kernel = kernel
    self.testCase = testCase
    self.driver = driver
    self.metric = metric
    self.unit = unit
  }
}

extension FigureSeries: Comparable {
  private var order: [String] { program.order + [kernel, testCase ?? "", driver ?? ""] }

  /// By program, kernel, case and driver, then as `FigureMetric` lists what figures are of.
  public static func < (left: FigureSeries, right: FigureSeries) -> Bool {
    if left.order != right.order { return left.order.lexicographicallyPrecedes(right.order) }
    let metrics = FigureMetric.allCases
    let (one, other) = (metrics.firstIndex(of: left.metric) ?? 0, metrics.firstIndex(of: right.metric) ?? 0)
    return one == other ? left.unit.rawValue < right.unit.rawValue : one < other
  }
}
