import Findings
public import Gate
import Measuring
import Project

extension GateProblem {
  /// What is to be told of figures: those over their budgets, those that grew, those that could not be decided, those that are
  /// accepted, those that are new. Cases and kernels of one program are told together, the worst of them first.
  ///
  /// - Parameters:
  ///   - inputs: how rows name inputs, by their paths from the project's directory.
  ///   - budgets: how much it matters that a budget is exceeded.
  ///   - growth: how much it matters that a figure grew.
  public static func figures(
    _ figures: [GateFigure], inputs: [String: String], budgets: Weight, growth: Weight
  ) -> [GateProblem] {
    let groups = groups(of: figures)
    func input(_ figure: GateFigure) -> String { inputs[figure.subject.input] ?? figure.subject.input }
    var problems: [GateProblem] = []
    for group in groups {
      let over = group.filter { $0.budget?.holds == false }
      if let worst = over.max(by: { $0.spent ?? 0 < $1.spent ?? 0 }), let budget = worst.budget {
        problems.append(
          about(
            worst, budgets, .budgets,
            "\(worst.head), and may \(worst.subject.metric == .instructions ? "take" : "have") "
              + worst.subject.metric.amount(budget.limit), others: over, place: budget.place, input: input(worst)))
      }
      if let first = group.first(where: { $0.budget != nil && $0.budget?.holds == nil }), let budget = first.budget {
        problems.append(
          about(
            first, .inconclusive, .budgets,
            "whether \(first.name) keeps its budget of \(first.subject.metric.words(budget.limit)) is not decided",
            others: [], place: budget.place, input: input(first)))
      }
      problems += grown(group, growth, input)
    }
    return problems + otherConditions(figures) + new(figures)
  }

  /// Figures of one kind of one program.
  private static func groups(of figures: [GateFigure]) -> [[GateFigure]] {
    var order: [[String]] = []
    var groups: [[String]: [GateFigure]] = [:]
    for figure in figures {
      let key = [
        figure.subject.input, figure.subject.variant ?? "", figure.subject.program, figure.subject.metric.rawValue,
      ]
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(figure)
    }
    return order.compactMap { groups[$0] }
  }

  private static func grown(
    _ group: [GateFigure], _ growth: Weight, _ input: (GateFigure) -> String
  ) -> [GateProblem] {
    var problems: [GateProblem] = []
    let regressions = group.filter { if case .regression = $0.comparison.decision { true } else { false } }
    if let worst = regressions.max(by: { $0.grown < $1.grown }) {
      problems.append(
        about(
          worst, growth, .growth, "\(worst.head), \(worst.changeWords ?? "more than before")", others: regressions,
          advice: "Make it cheaper, or say why it may: assay baseline accept \(worst.subject.program) --reason ...",
          input: input(worst)))
    }
    var accepted: [Acceptance: [GateFigure]] = [:]
    for figure in group {
      switch figure.comparison.decision {
      case .expired(var acceptance), .accepted(var acceptance):
        acceptance.value = 0
        accepted[acceptance, default: []].append(figure)
      case .undecided(let undecided):
        problems.append(
          about(
            figure, .inconclusive, .growth,
            "\(figure.name): \(figure.subject.metric.noun) are not decided: \(undecided.words)",
            others: [], input: input(figure)))
      case .pass, .improved, .new, .regression, .otherConditions, .unjudged: break
      }
    }
    for (acceptance, figures) in accepted.sorted(by: { $0.key.reason < $1.key.reason }) {
      guard let worst = figures.max(by: { $0.grown < $1.grown }) else { continue }
      let isOver = if case .expired = worst.comparison.decision { true } else { false }
      let until = acceptance.until.map { " until \($0)" } ?? ""
      problems.append(
        about(
          worst, isOver ? growth : .notice, .growth,
          "\(worst.head), \(worst.changeWords ?? "more than before"), \(isOver ? "which was accepted" : "accepted")\(until): "
            + acceptance.reason,
          others: isOver ? figures : [], advice: isOver ? "Make it cheaper, or accept it anew with a reason." : nil,
          input: input(worst)))
    }
    return problems
  }

  /// What differs beside the code is told once for all figures that it keeps from being compared.
  private static func otherConditions(_ figures: [GateFigure]) -> [GateProblem] {
    var groups: [[FigureKey.Difference]: [GateFigure]] = [:]
    for figure in figures {
      if case .otherConditions(let differences) = figure.comparison.decision {
        groups[differences, default: []].append(figure)
      }
    }
    let told = groups.sorted { left, right in
      (left.value.first?.subject).map { first in right.value.first.map { first < $0.subject } ?? true } ?? false
    }
    return told.map { differences, figures in
      let programs = Set(figures.map { [$0.subject.input, $0.subject.program] }).count
      return GateProblem(
        .inconclusive, .growth,
        "\(differences.first?.words ?? "other conditions"): \(NumberText.count(figures.count, "figure")) of "
          + "\(NumberText.count(programs, "program")) cannot be compared with the baseline",
        details: differences.dropFirst().map(\.words),
        advice:
          "Compare with a commit in the same run (--against REF), or take the new figures for the baseline (assay baseline update)."
      )
    }
  }

  /// Programs that no baseline knows, where there is one that knows others.
  private static func new(_ figures: [GateFigure]) -> [GateProblem] {
    guard figures.contains(where: { $0.comparison.source == .baseline }) else { return [] }
    let known = Set(figures.filter { $0.comparison.before != nil }.map { [$0.subject.input, $0.subject.program] })
    let new = figures.filter { $0.comparison.decision == .new && $0.isKept }
    let programs = new.map { [$0.subject.input, $0.subject.program] }.filter { !known.contains($0) }.uniqued()
    guard !programs.isEmpty else { return [] }
    let names = programs.prefix(5).map { $0[1] }.joined(separator: ", ")
    return [
      GateProblem(
        .notice, .growth,
        "\(names)\(programs.count > 5 ? " and \(programs.count - 5) more" : "") \(programs.count == 1 ? "is" : "are") new: "
          + "there is nothing to compare with",
        advice: "assay baseline update keeps what they cost now.")
    ]
  }

  private static func about(
    _ figure: GateFigure, _ weight: Weight, _ part: GatePart, _ title: String, others: [GateFigure],
    advice: String? = nil, place: SourceSpan? = nil, input: String
  ) -> GateProblem {
    let rest = others.filter { $0.subject != figure.subject && $0.subject.testCase != figure.subject.testCase }
    var details = rest.prefix(3).map { other in
      other.head + (other.changeWords.map { ", \($0)" } ?? "")
    }
    if rest.count > 3 { details.append("and in \(NumberText.count(rest.count - 3, "further case"))") }
    let same = others.filter { $0.subject.testCase == figure.subject.testCase }.map(\.subject.kernel)
    let kernels = [figure.subject.kernel] + same.filter { $0 != figure.subject.kernel }
    return GateProblem(
      weight, part, title, details: details, advice: advice, place: place, input: input,
      variants: figure.subject.variant.map { [$0] } ?? [], program: figure.subject.program,
      kernels: kernels.filter { $0 != FigureSubject.anyKernel }, testCase: figure.subject.testCase)
  }
}

extension GateFigure {
  /// The program, and its case where there is one.
  fileprivate var name: String {
    subject.program + (subject.testCase.map { " (\($0))" } ?? "")
  }

  /// `xdp_firewall (drops a blocked source) takes 190 instructions`.
  fileprivate var head: String {
    "\(name) \(subject.metric.verb) \(value.map(subject.metric.words) ?? "more \(subject.metric.noun)")"
  }

  /// How much it grew, as a share.
  fileprivate var grown: Double {
    guard let change, let before = comparison.before else { return 0 }
    return before > 0 ? Double(change) / Double(before) : .infinity
  }
}
