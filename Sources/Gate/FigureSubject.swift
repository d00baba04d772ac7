public import Project

/// What a figure is of, by what stays the same from run to run and from machine to machine.
public struct FigureSubject: Codable, Hashable, Sendable {
  /// The object, or the C that it is compiled from, by its path from the project's directory.
  public var input: String
  /// The variant of the project; nil where there is only one.
  public var variant: String?
  /// The program.
  public var program: String
  /// The kernel, as `assay.yml` names it; `anyKernel` for a figure that no kernel has a part in.
  public var kernel: String
  /// The case of the test file that it was measured in; nil for figures of loads, and where an input was made up.
  public var testCase: String?
  /// The figure.
  public var metric: GateMetric

  /// The kernel's name of figures that no kernel has a part in.
  public static let anyKernel = "any"

  /// A subject.
  public init(
    input: String, variant: String? = nil, program: String, kernel: String, testCase: String? = nil, metric: GateMetric
  ) {
    self.input = input
    self.variant = variant
    self.program = program
    self.kernel = kernel
    self.testCase = testCase
    self.metric = metric
  }
}

extension FigureSubject: Comparable {
  /// By input, program, kernel and figure: what belongs together stands together.
  public static func < (left: FigureSubject, right: FigureSubject) -> Bool {
    left.order.lexicographicallyPrecedes(right.order)
  }

  private var order: [String] {
    [input, variant ?? "", program, kernel, metric.rawValue, testCase ?? ""]
  }
}
