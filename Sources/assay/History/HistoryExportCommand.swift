import ArgumentParser
import Checks
import Foundation
import Reports

struct HistoryExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes runs as JSON Lines: a line a run, the oldest first.",
    discussion: """
      EXIT STATUS
        0  written
        2  wrong usage, or a history that cannot be read
        3  what is written could not be

      EXAMPLES
        assay history export -o runs.jsonl
        assay history export --since 2026-11-01 --no-readings | gzip > runs.jsonl.gz
      """)

  @OptionGroup var place: HistoryPlace

  @Option(help: ArgumentHelp("Only runs since then: 2026-11-30, 30d.", valueName: "time"))
  var since: PointInTime?

  @Flag(help: "Leave the raw readings of times out.")
  var noReadings = false

  @OptionGroup var output: ReportOutput

  func run() throws {
    let store = try HistoryCheck.open(try place.path())
    guard output.output != nil else {
      _ = try HistoryCheck.lines(of: store, since: since?.seconds, dropsReadings: noReadings) { line in
        StandardOutput.write(String(decoding: line, as: UTF8.self))
      }
      return
    }
    var text = ""
    let count = try HistoryCheck.lines(of: store, since: since?.seconds, dropsReadings: noReadings) { line in
      text += String(decoding: line, as: UTF8.self)
    }
    try output.write(text)
    StandardError.write("\(NumberText.count(count, "run")) written\n")
  }
}
