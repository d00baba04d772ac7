import ArgumentParser
import Checks
import Foundation
import Reports

struct HistoryRecordCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Keeps reports as one run of the commit that is checked out.",
    discussion: """
      Takes reports of gate, verify, bench, test and lint, each written with
      --format json, and coverage as assay test --coverage-file writes it. All of them
      make one run. The same reports of the same commit and time are kept once.

      EXIT STATUS
        0  kept, or there already
        2  wrong usage, a report that is none, or a history that cannot be used
        3  the history could not be written

      EXAMPLES
        assay history record gate.json
        assay history record verify.json bench.json tests.json coverage.json
        assay bench --exact --format json bpf/ | assay history record -
        assay history record bench.json --commit v1.2 --time 2026-10-01
        assay history record bench.json --link "$CI_JOB_URL" --history ci.sqlite
      """)

  @Argument(help: ArgumentHelp("Reports in JSON; - is standard input.", valueName: "report"))
  var reports: [String]

  @OptionGroup var place: HistoryPlace

  @Option(help: ArgumentHelp("The commit that was measured; what is checked out by default.", valueName: "commit"))
  var commit: String?

  @Option(help: ArgumentHelp("The branch; the one that is checked out by default.", valueName: "branch"))
  var branch: String?

  @Option(
    help: ArgumentHelp(
      "When it was: 2026-11-30, 2026-11-30T15:14Z, 3d for so long ago; when a gate began, or now, by default.",
      valueName: "time"))
  var time: PointInTime?

  @Option(help: ArgumentHelp("Where the run's log is.", valueName: "url"))
  var link: String?

  @Flag(help: "Leave the raw readings of times out.")
  var noReadings = false

  func run() async throws {
    var request = HistoryRequest(path: try place.path())
    request.commit = commit
    request.branch = branch
    request.time = time?.seconds
    request.link = link
    request.dropsReadings = noReadings
    let (run, isNew) = try await HistoryCheck.record(
      try HistoryCheck.reports(reports), request, environment: ProcessInfo.processInfo.environment)
    StandardOutput.write(RecordedText.words(run, isNew: isNew, path: request.path) + "\n")
  }
}
