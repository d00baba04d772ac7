public import Measuring

/// A budget and what a program's cost came to against it.
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
  /// The kernel that the cost was measured on.
  public var kernel: String
  /// The case that was held against it.
  public var testCase: String?
  /// The budget.
  public var budget: CostBudget
  /// Where it is written.
  public var place: String
  /// What was held against it, in its unit; nil where that was not measured.
  public var value: Double?
  /// What it came to.
  public var state: State

  /// A budget that was looked at.
  public init(
    program: TrackedProgram, kernel: String, testCase: String? = nil, budget: CostBudget, place: String,
    value: Double?, state: State
  ) {
    self.program = program
    self.kernel = kernel
    self.testCase = testCase
    self.budget = budget
    self.place = place
    self.value = value
    self.state = state
  }
}
