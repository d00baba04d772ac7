public import Findings

/// Collects what is wrong with a file while it is read, so that a reader learns everything at once.
public struct PlacedProblems: Sendable {
  /// What was found so far.
  public private(set) var all: [PlacedProblem] = []

  /// More than this is not read by anyone.
  private static let limit = 100

  /// Nothing found yet.
  public init() {}

  /// Adds a problem; one that was found before, by way of another row or a default, is not told again.
  public mutating func add(
    _ message: String, at span: SourceSpan, hint: String? = nil, other: Located<String>? = nil
  ) {
    guard all.count < Self.limit else { return }
    let problem = PlacedProblem(message, at: span, hint: hint, other: other)
    if !all.contains(problem) { all.append(problem) }
  }
}
