import ArgumentParser
import Checks
import Reports

struct MergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Puts the reports of a gate's shards together.",
    discussion: """
      Takes reports that assay gate --format json wrote, of the same commit and by the
      same Assay, and prints one report with one exit status, as assay gate does. A
      shard that is missing makes it undecided.

      EXAMPLES
        assay gate --shard 1/2 --format json -o 1.json
        assay gate --shard 2/2 --format json -o 2.json
        assay merge 1.json 2.json
        assay merge shard-*.json --report markdown=comment.md
        assay merge shard-*.json --record
      """)

  @Argument(help: ArgumentHelp("Reports in JSON.", valueName: "report"))
  var reports: [String]

  @OptionGroup var recording: RecordOptions

  @OptionGroup var output: GateOutput

  func validate() throws { _ = try output.files() }

  func run() async throws {
    let read = try reports.map { (path: $0, report: try SavedReport.gate($0)) }
    let merged = try GateReport.merged(read)
    try output.deliver(merged, nil)
    let settings = try ProjectConfiguration.settings(for: nil, configuration: nil)
    let recorded = await recording.deliver(.gate(merged), settings)
    throw ExitCode(CheckStatus.combined([CheckStatus(merged.status), recorded]).rawValue)
  }
}
