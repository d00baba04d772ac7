/// Files that a gate can write beside what it prints: the keys of `reports` in `assay.yml`.
public enum ReportKind: String, CaseIterable, Sendable {
  /// All that it found, which assay merge, baseline, history and dashboard read.
  case json
  /// The body of a comment on a pull request.
  case markdown
  /// Findings for code scanning (SARIF 2.1.0).
  case sarif
  /// All parts as test cases (JUnit XML).
  case junit
  /// Findings for GitLab's code quality.
  case codeQuality = "code-quality"
  /// Figures for GitLab's metrics (OpenMetrics text).
  case metrics
}
