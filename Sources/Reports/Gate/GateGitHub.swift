import Findings
import Project

/// A gate's problems as GitHub's workflow commands: an annotation each, on its line where it has one.
public enum GateGitHub {
  /// The commands, a line each.
  public static func render(_ report: GateReport) -> String {
    report.problems.map { problem in
      let name =
        switch problem.weight {
        case .invalid, .failure: "error"
        case .inconclusive, .warning: "warning"
        case .notice: "notice"
        }
      let title = [problem.part?.rawValue, problem.id].compactMap(\.self).joined(separator: " ")
      let message = [problem.sentence] + problem.details + (problem.advice.map { ["fix: \($0)"] } ?? [])
      return GitHubCommand(
        name: name, span: problem.place, title: "assay" + (title.isEmpty ? "" : " \(title)"),
        message: message.joined(separator: "\n")
      ).line
    }.joined()
  }
}
