import ArgumentParser
import History

/// Which runs of a history are shown.
struct BranchOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The branch whose runs are shown; the one that most are of by default.", valueName: "branch"))
  var branch: String?

  @Flag(help: "Show the runs of all branches, as they came.")
  var allBranches = false

  func validate() throws {
    guard branch == nil || !allBranches else { throw ValidationError("--branch and --all-branches exclude each other") }
  }

  /// Whether they say nothing.
  var isUsual: Bool { branch == nil && !allBranches }

  /// What they say.
  var choice: BranchChoice { allBranches ? .all : branch.map(BranchChoice.named) ?? .usual }
}
