import Findings
import Jobs
import Project

/// A gate's problems as GitLab's code quality report (docs.gitlab.com/ci/testing/code_quality): a list of issues with places and
/// fingerprints.
public enum GateCodeQuality {
  private struct Issue: Encodable {
    enum CodingKeys: String, CodingKey {
      case description, fingerprint, severity, location
      case checkName = "check_name"
    }
    var description: String
    var checkName: String
    var fingerprint: String
    var severity: String
    var location: Location
  }
  private struct Location: Encodable {
    var path: String
    var lines: Lines
  }
  private struct Lines: Encodable {
    var begin: Int
  }

  /// The document.
  public static func render(_ report: GateReport) throws -> String {
    var seen: [String: Int] = [:]
    let issues = report.problems.filter { $0.weight != .notice }.map { problem in
      // The same issue in a file that has grown above it is the same; two equal ones are two.
      let subject = [
        problem.part?.rawValue, problem.id, problem.input, problem.program, problem.testCase, problem.title,
      ]
      .map { $0 ?? "" }
      let count = seen[subject.joined(separator: "\u{0}"), default: 0]
      seen[subject.joined(separator: "\u{0}")] = count + 1
      var hasher = ContentHasher()
      for field in subject { hasher.add(field) }
      hasher.add(UInt64(count))
      return Issue(
        description: TerminalText.escape(problem.sentence),
        checkName: problem.id ?? "assay-\(problem.part?.rawValue ?? "input")",
        fingerprint: hasher.finish(), severity: severity(problem.weight),
        location: Location(
          path: problem.place?.file ?? problem.input ?? "assay.yml",
          lines: Lines(begin: max(problem.place?.line ?? 1, 1))))
    }
    return try CanonicalJSON.document(issues)
  }

  private static func severity(_ weight: GateProblem.Weight) -> String {
    switch weight {
    case .invalid: "blocker"
    case .failure: "critical"
    case .inconclusive: "major"
    case .warning: "minor"
    case .notice: "info"
    }
  }
}
