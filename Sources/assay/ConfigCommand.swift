import ArgumentParser
import Checks
import Project
import Reports

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Says which assay.yml holds here, and with --print all that it comes to.",
    discussion: """
      --print shows the effective configuration: what the file says, and what holds
      where it says nothing. It can be written to a file and read again.
      docs/assay.example.yml explains every key; docs/assay.schema.json lets editors
      complete and check them. assay init writes a first file.

      EXAMPLES
        assay config
        assay config --print
        assay config --print corpus/tour
      """)

  @Argument(help: ArgumentHelp("An input, or a directory.", valueName: "path"))
  var path: String?

  @Flag(help: "Print the effective configuration.")
  var print = false

  @Option(help: ArgumentHelp("The configuration file; assay.yml above the path by default.", valueName: "file"))
  var config: String?

  @OptionGroup var output: ReportOutput

  func run() throws {
    guard let settings = try ProjectConfiguration.settings(for: path, configuration: config) else {
      throw CheckError.usage(
        "no assay.yml here or above, up to the repository's root: assay init writes a first one")
    }
    let place = TerminalText.escape(settings.path)
    try output.write(print ? "# \(place)\n\(settings.text)" : "\(place)\n")
  }
}
