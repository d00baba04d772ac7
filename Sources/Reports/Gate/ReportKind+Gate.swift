import Jobs
public import Project

extension ReportKind {
  /// A gate's report in this form.
  public func render(_ report: GateReport) throws -> String {
    switch self {
    case .json: try CanonicalJSON.document(report)
    case .markdown: GateMarkdown(report).render()
    case .sarif: try GateSARIF.render(report)
    case .junit: GateJUnit(report).render()
    case .codeQuality: try GateCodeQuality.render(report)
    case .metrics: GateMetricsText.render(report)
    }
  }

  /// What the file is called where nobody names it.
  public var fileName: String {
    switch self {
    case .json: "gate.json"
    case .markdown: "comment.md"
    case .sarif: "assay.sarif"
    case .junit: "junit.xml"
    case .codeQuality: "code-quality.json"
    case .metrics: "metrics.txt"
    }
  }
}
