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
}
