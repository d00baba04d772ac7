import ArgumentParser
import Checks
import Reports

struct BaselineDiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Measures, and prints the figures that are otherwise than in the baseline.",
    discussion: """
      The exit status is that of growth alone: 1 where a figure grew beyond what is
      allowed and accepted, 3 where one cannot be compared.
      """)

  @OptionGroup var options: GateOptions

  @OptionGroup var source: BaselineSource

  @OptionGroup var output: ReportOutput

  func run() async throws {
    let (check, interrupted) = try await source.check(options.request)
    try output.write(BaselineTable.differences(check.report, output.traits))
    throw ExitCode(interrupted ? Interruptible.status : check.status.rawValue)
  }
}
