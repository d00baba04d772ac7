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

  /// What a run looked at.
  public struct Scope: Sendable {
    /// The inputs, by their paths from the project's directory.
    public var inputs: Set<String>
    /// Their programs, each behind its input.
    public var programs: Set<[String]>
    /// The kernels that were asked.
    public var kernels: Set<String>

    /// A scope.
    public init(inputs: Set<String>, programs: Set<[String]>, kernels: Set<String>) {
      self.inputs = inputs
      self.programs = programs
      self.kernels = kernels
    }
  }

  /// The baseline after a run: what was measured of the inputs that were looked at takes the place of what was kept of them.
  /// Regressions keep their old figure, for which somebody has to accept them, and so do figures of programs that could not be
  /// measured; figures of programs, cases and kernels that are gone go.
  public func updated(with measured: [GateFigure], of scope: Scope) -> Baseline {
    let found = Dictionary(
      measured.filter(\.isKept).map { ($0.subject, $0) }, uniquingKeysWith: { first, _ in first })
    let kinds = Set(found.keys.map(\.withoutCase))
    var updated = Baseline()
    for (subject, figure) in figures {
      let isLooked = scope.inputs.contains(subject.input)
      let isThere =
        scope.programs.contains([subject.input, subject.program]) && scope.kernels.contains(subject.kernel)
        && !kinds.contains(subject.withoutCase)
      if !isLooked || isThere || found[subject]?.keepsEarlier == true {
        updated.figures[subject] = figure
        updated.acceptances[subject] = acceptances[subject]
      }
    }
    for (subject, figure) in found where !figure.keepsEarlier {
      updated.figures[subject] = figure.value.map { BaselineFigure($0, figure.key) }
    }
    return updated
  }
}

extension FigureSubject {
  /// What the cases of a program have in common.
  fileprivate var withoutCase: FigureSubject {
    var subject = self
    subject.testCase = nil
    return subject
  }
}

extension GateFigure {
  /// Whether an update keeps the earlier figure: where this one grew, and where there is none.
  fileprivate var keepsEarlier: Bool { value == nil || comparison.decision.isRegression }
}
