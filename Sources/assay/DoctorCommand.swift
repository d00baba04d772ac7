import ArgumentParser
import Checks
import Foundation
import Reports

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Says what this machine can do, and what each missing thing would take.",
    discussion: """
      Programs of two instructions are loaded and closed at once, counters are
      opened and closed, files are read, tools are asked for their versions.
      Nothing is attached, and nothing is changed.

      EXIT STATUS
        0  it could be told, whatever is missing
        2  wrong usage
        3  the worker could not answer

      EXAMPLES
        assay doctor
        assay doctor --format json -o machine.json
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @Option(help: "text or json.")
  var format: Format = .text

  @Option(help: ArgumentHelp("The compiler.", valueName: "path"))
  var clang: String?

  @Option(help: ArgumentHelp("The worker executable.", valueName: "path"))
  var worker: String?

  @OptionGroup var output: ReportOutput

  func run() async throws {
    let check = try DoctorCheck(worker: worker, clang: clang, environment: ProcessInfo.processInfo.environment)
    let (report, interrupted) = await Interruptible.run { _ in await check.run() }
    switch format {
    case .text: try output.write(DoctorText(report).render(output.traits))
    case .json: try output.write(try report.json())
    }
    throw ExitCode(interrupted ? Interruptible.status : report.status.rawValue)
  }
}
