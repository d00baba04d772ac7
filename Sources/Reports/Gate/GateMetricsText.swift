import Gate
import Project

/// A gate's figures as text of the Prometheus form, which GitLab's metrics report takes: merge requests show what moved.
public enum GateMetricsText {
  /// The lines, sorted.
  public static func render(_ report: GateReport) -> String {
    report.figures.compactMap { figure in
      figure.value.map { value in
        let subject = figure.subject
        let labels = [
          ("input", subject.input), ("variant", subject.variant), ("program", subject.program),
          ("kernel", subject.kernel), ("case", subject.testCase),
        ].compactMap { name, text in text.map { MetricLabel(name, $0) } }
        return "\(MetricsText.series("assay_\(subject.metric.rawValue)", labels)) \(value)\n"
      }
    }.sorted().joined()
  }
}
