import ArgumentParser
import Checks
import Reports

struct HistoryImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Takes runs in that assay history export wrote.",
    discussion: """
      Runs that are there already are left out, so that files of several machines
      may overlap. A line that is no run, or was changed, is named, and nothing of
      any file is taken then.

      EXIT STATUS
        0  all runs are there
        2  wrong usage, a line that is no run, or a history that cannot be used
        3  the history could not be written

      EXAMPLES
        assay history import runs.jsonl
        git show ci-history:runs.jsonl | assay history import -
        assay history import shard-*.jsonl --history all.sqlite
      """)

  @Argument(help: ArgumentHelp("Files of runs; - is standard input.", valueName: "file"))
  var files: [String]

  @OptionGroup var place: HistoryPlace

  func run() throws {
    let path = try place.path()
    let (new, all) = try HistoryCheck.take(files, into: path)
    let words = "\(NumberText.count(all, "run")), \(NumberText.grouped(new)) of them new, in "
    StandardOutput.write(words + TerminalText.escape(path) + "\n")
  }
}
