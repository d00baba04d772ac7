import ArgumentParser
import Checks
import Reports

struct HistoryPruneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Drops old runs, or only their raw readings, and gives their room back.",
    discussion: """
      EXIT STATUS
        0  dropped, or there was nothing to drop
        2  wrong usage, or a history that cannot be used
        3  the history could not be written

      EXAMPLES
        assay history prune --readings --before 30d
        assay history prune --before 2026-01-01
      """)

  @Option(help: ArgumentHelp("What is older than that goes: 2026-11-30, 90d, 52w.", valueName: "time"))
  var before: PointInTime

  @Flag(help: "Drop raw readings only: figures, verdicts and findings stay.")
  var readings = false

  @OptionGroup var place: HistoryPlace

  func run() throws {
    let store = try HistoryCheck.open(try place.path())
    let count = try HistoryCheck.prune(store, before: before.seconds, readingsOnly: readings)
    let what = readings ? "dropped the readings of" : "dropped"
    StandardOutput.write("\(what) \(NumberText.count(count, "run")) before \(TimeText.minute(before.seconds)) UTC\n")
  }
}
