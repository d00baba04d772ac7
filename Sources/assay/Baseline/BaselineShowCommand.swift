import ArgumentParser
import Checks
import Findings
import Reports

struct BaselineShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Prints what the baseline keeps, and what is accepted beyond it.")

  @Argument(help: ArgumentHelp("Only programs whose name fits this pattern.", valueName: "glob"))
  var programs: [String] = []

  @Option(help: ArgumentHelp("The baseline's file; assay.baseline beside assay.yml by default.", valueName: "file"))
  var baseline: String?

  @OptionGroup var output: ReportOutput

  func run() throws {
    var request = GateRequest()
    request.baseline = baseline
    let kept = try BaselineFile.read(try BaselineFile.place(request))
    try output.write(BaselineTable.render(kept, programs: programs.map(Glob.init), output.traits))
  }
}
