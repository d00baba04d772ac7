public import Measuring

/// A figure as it was measured, before anything is held against it.
public struct MeasuredFigure: Hashable, Sendable {
  /// What it is of.
  public var subject: FigureSubject
  /// The figure; nil where it could not be measured so that it says anything.
  public var value: Int?
  /// What budgets are held against: the figure itself for what a load costs; what a run costs with all that it takes to have it,
  /// once for each boot that counted it.
  public var charged: [Int]
  /// What it depends on beside the code.
  public var key: FigureKey
  /// The same figure of the base commit, measured beside it on the same kernel; nil where there is none.
  public var base: Int?
  /// Why there is no figure.
  public var undecided: Undecided?

  /// A figure.
  public init(
    _ subject: FigureSubject, _ value: Int?, key: FigureKey, charged: [Int]? = nil, base: Int? = nil,
    undecided: Undecided? = nil
  ) {
    self.subject = subject
    self.value = value
    self.key = key
    self.charged = charged ?? value.map { [$0] } ?? []
    self.base = base
    self.undecided = undecided
  }
}
