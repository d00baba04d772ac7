/// Earlier figures that later ones are held against, and what is accepted beyond them. It is a text file in the repository,
/// one figure a line, so that branches merge and a review shows what moved.
public struct Baseline: Hashable, Sendable {
  /// The usual file's name, beside `assay.yml`.
  public static let fileName = "assay.baseline"

  /// The figures.
  public var figures: [FigureSubject: BaselineFigure] = [:]
  /// What is accepted beyond them.
  public var acceptances: [FigureSubject: Acceptance] = [:]

  /// A baseline without figures.
  public init() {}

  /// The baseline after a run: what was measured of the inputs that were looked at takes the place of what was kept of them.
  /// Regressions keep their old figure, for which somebody has to accept them, and so do figures that could not be measured;
  /// figures of programs, cases and kernels that are gone go.
  ///
  /// - Parameters:
  ///   - measured: all figures of the run.
  ///   - inputs: the inputs that were looked at, by their paths from the project's directory.
  public func updated(with measured: [GateFigure], inputs: Set<String>) -> Baseline {
    var updated = Baseline()
    updated.figures = figures.filter { !inputs.contains($0.key.input) }
    updated.acceptances = acceptances.filter { !inputs.contains($0.key.input) }
    for figure in measured where figure.isKept {
      let subject = figure.subject
      guard let value = figure.value, figure.comparison.decision != .regression else {
        updated.figures[subject] = figures[subject]
        updated.acceptances[subject] = acceptances[subject]
        continue
      }
      if case .accepted = figure.comparison.decision {
        updated.figures[subject] = figures[subject]
        updated.acceptances[subject] = acceptances[subject]
      } else {
        updated.figures[subject] = BaselineFigure(value, figure.key)
      }
    }
    return updated
  }
}
