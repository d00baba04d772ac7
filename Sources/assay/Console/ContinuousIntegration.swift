import Foundation
import Project

/// The service that runs the command, as its environment says.
enum ContinuousIntegration: Sendable {
  case github
  case gitlab
  case jenkins

  /// The service; nil for none of them.
  init?(_ environment: [String: String]) {
    if environment["GITHUB_ACTIONS"] == "true" {
      self = .github
    } else if environment["GITLAB_CI"] == "true" {
      self = .gitlab
    } else if environment["JENKINS_URL"]?.isEmpty == false {
      self = .jenkins
    } else {
      return nil
    }
  }

  /// The files that the service takes, beside the whole report.
  var reports: [ReportKind] {
    switch self {
    case .github: [.json, .markdown, .sarif]
    case .gitlab: [.json, .markdown, .codeQuality, .junit, .metrics]
    case .jenkins: [.json, .junit, .sarif]
    }
  }

  /// Where people look at the run; nil where the environment does not say.
  func link(_ environment: [String: String]) -> String? {
    switch self {
    case .github:
      guard let server = environment["GITHUB_SERVER_URL"], let repository = environment["GITHUB_REPOSITORY"],
        let run = environment["GITHUB_RUN_ID"]
      else { return nil }
      return "\(server)/\(repository)/actions/runs/\(run)"
    case .gitlab: return environment["CI_JOB_URL"]
    case .jenkins: return environment["BUILD_URL"]
    }
  }

  /// The branch that the commit is of, a pull request's own one: what is checked out there is a commit alone.
  func branch(_ environment: [String: String]) -> String? {
    let names =
      switch self {
      case .github: ["GITHUB_HEAD_REF", "GITHUB_REF_NAME"]
      case .gitlab: ["CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "CI_COMMIT_BRANCH"]
      case .jenkins: ["CHANGE_BRANCH", "BRANCH_NAME"]
      }
    return names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
  }
}
