public import Measuring

/// One figure of a measurement, as tools that keep figures over time want it: a name, a unit, a number.
public struct BenchFigure: Codable, Hashable, Sendable {
  /// What a figure is of.
  public enum Part: String, Codable, Sendable {
    /// That anything is attached.
    case hook
    /// The program itself.
    case body
    /// Both; for test runs what was read.
    case total
  }
  /// The unit of a figure, always for one run.
  public enum Unit: String, Codable, Sendable {
    /// Time.
    case nanoseconds
    /// Cycles of a core.
    case cycles
    /// Instructions.
    case instructions
  }
  /// The object's name.
  public var object: String
  /// The program's function.
  public var program: String
  /// The case, where the program has several.
  public var testCase: String?
  /// What made the program run; nil for test runs.
  public var driver: String?
  /// The kernel, where it is not the running one.
  public var kernel: String?
  /// What it is of.
  public var part: Part
  /// Its unit.
  public var unit: Unit
  /// The figure.
  public var estimate: Estimate
  /// The figure of each load; empty where it was counted exactly.
  public var loads: [Double]
  /// Runs behind the figure of a load.
  public var runs: Int

  /// A figure.
  public init(
    object: String, program: String, testCase: String? = nil, driver: String? = nil, kernel: String? = nil, part: Part,
    unit: Unit, estimate: Estimate, loads: [Double], runs: Int
  ) {
    self.object = object
    self.program = program
    self.testCase = testCase
    self.driver = driver
    self.kernel = kernel
    self.part = part
    self.unit = unit
    self.estimate = estimate
    self.loads = loads
    self.runs = runs
  }

  /// What was measured in words that stay the same from run to run: `tour.bpf.o/count/tcp syn`.
  var subject: String { [object, program, testCase, driver, kernel].compactMap(\.self).joined(separator: "/") }
}
