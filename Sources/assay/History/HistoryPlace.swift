import ArgumentParser
import Checks

/// Which history: the option of every command that reads one or writes to it.
struct HistoryPlace: ParsableArguments {
  @Option(
    name: .customLong("history"),
    help: ArgumentHelp(
      "The history's file; what history: of assay.yml says, or .assay/history.sqlite, by default.", valueName: "file"))
  var file: String?

  /// The file: for a project at a place, or at the working directory.
  func path(of project: String? = nil, configuration: String? = nil) throws -> String {
    try file ?? HistoryCheck.path(ProjectConfiguration.settings(for: project, configuration: configuration))
  }
}
