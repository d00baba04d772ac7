public import Jobs

/// A report of any command that has figures to follow over time.
public enum AnyReport: Sendable {
  /// Of `assay verify`.
  case verify(VerifyReport)
  /// Of `assay lint`.
  case lint(LintReport)
  /// Of `assay test`.
  case test(TestReport)
  /// Of `assay test --coverage-file`.
  case coverage(CoverageReport)
  /// Of `assay bench`.
  case bench(BenchReport)
  /// Of `assay gate`.
  case gate(GateReport)

  /// What it has to say, as metrics.
  public var metrics: MetricSet {
    switch self {
    case .verify(let report): report.metrics
    case .lint(let report): report.metrics
    case .test(let report): report.metrics
    case .coverage(let report): report.metrics
    case .bench(let report): report.metrics
    case .gate(let report): report.metrics
    }
  }

  /// What it is itself, as metrics.
  /// - Parameters:
  ///   - file: where it is kept.
  ///   - written: when it was written, in seconds since 1970; nil when that is not known.
  public func origin(file: String, written: Double?) -> MetricSet {
    let (command, version) =
      switch self {
      case .verify(let report): ("verify", report.assay)
      case .lint(let report): ("lint", report.assay)
      case .test(let report): ("test", report.assay)
      case .coverage(let report): ("test --coverage", report.assay)
      case .bench(let report): ("bench", report.assay)
      case .gate(let report): ("gate", report.assay)
      }
    let labels = [MetricLabel("command", command), MetricLabel("file", file)]
    var set = MetricSet()
    if case .gate(let report) = self { set = report.verdict(MetricLabel("file", file)) }
    set.add(.report, labels + [MetricLabel("version", version)], 1)
    set.add(.reportTime, labels, written?.rounded(.down))
    return set
  }
}
