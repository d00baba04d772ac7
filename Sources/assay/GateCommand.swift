import ArgumentParser
import Checks
import Foundation
import Jobs
import Reports

struct GateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate",
    abstract: "Checks all that assay.yml asks for: load, tests, lint, costs, growth.",
    discussion: "TODO")

  @Argument(help: ArgumentHelp("The project's directory, or inputs of it.", valueName: "path"))
  var paths: [String] = []

  @OptionGroup var output: ReportOutput

  @OptionGroup var build: BuildOptions

  func run() async throws {
    var request = GateRequest()
    request.arguments = paths
    request.build = build.request
    let given = request
    let (outcome, interrupted) = await Interruptible.result { progress throws(CheckError) in
      try await GateCheck(given, environment: ProcessInfo.processInfo.environment).run(progress: progress)
    }
    let result = try outcome.get()
    try output.write(GateText(result.report).render(output.traits))
    throw ExitCode(interrupted ? Interruptible.status : result.status.rawValue)
  }
}
