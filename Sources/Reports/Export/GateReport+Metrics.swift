import Findings
import Gate
import Jobs
import Project

extension GateReport {
  /// All that the gate's parts have to say, the figures that it judged, and how many problems each part has.
  public var metrics: MetricSet {
    var set = verify.metrics { counts($0) }
    set.add(lint.metrics)
    set.add(tests.metrics)
    if let coverage { set.add(coverage.metrics) }
    if let exact { set.add(exact.metrics) }
    if let native { set.add(native.metrics) }
    for figure in figures {
      let subject = figure.subject
      let labels = [
        MetricLabel("object", ObjectLabel.of(subject.input, subject.variant)),
        MetricLabel("program", subject.program), MetricLabel("case", subject.testCase ?? ""),
        MetricLabel("kernel", subject.kernel), MetricLabel("figure", subject.metric.rawValue),
      ]
      set.add(.gateFigure, labels, figure.value)
      set.add(.gateLimit, labels, figure.budget?.limit)
      set.add(.gateBefore, labels, figure.comparison.before)
    }
    return set
  }

  /// What it comes to, and how many problems of each weight each part has.
  /// - Parameter file: where the report is kept.
  func verdict(_ file: MetricLabel) -> MetricSet {
    var set = MetricSet()
    set.add(.gateState, [file], is: status)
    for weight in GateProblem.Weight.allCases {
      for part in GatePart.allCases {
        let count = problems.count { $0.weight == weight && $0.part == part }
        set.add(
          .gateProblems, [file, MetricLabel("part", part.rawValue), MetricLabel("weight", weight.rawValue)], count)
      }
    }
    return set
  }

  /// Whether what a kernel says of a program is held against it: neither on an optional kernel, nor where it is expected.
  private func counts(_ row: VerifyRow) -> Bool {
    guard let kernel = row.kernel?.name else { return true }
    return !optionalKernels.contains(kernel)
      && (row.outcome.verdict == .accepted
        || problems.contains {
          $0.weight != .notice && $0.part == .load && $0.input == row.input
            && $0.program == row.outcome.program.name && $0.kernels.contains(kernel)
        })
  }
}

extension Metric {
  static let gateState = Metric("assay_gate_state", "What assay gate comes to: 1 for the state that holds.")
  static let gateProblems = Metric("assay_gate_problems", "Problems that assay gate tells of, by part and weight.")
  static let gateFigure = Metric("assay_gate_figure", "A figure that assay gate judges.")
  static let gateLimit = Metric("assay_gate_figure_limit", "The most that the figure may be, as assay.yml says.")
  static let gateBefore = Metric("assay_gate_figure_before", "The earlier figure that it is held against.")
}
