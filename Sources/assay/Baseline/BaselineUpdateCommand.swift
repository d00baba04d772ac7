import ArgumentParser
import Checks
import Reports

struct BaselineUpdateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Measures, and writes what is new, what is less, and what is no longer comparable.",
    discussion: """
      Figures that grew beyond what growth: in assay.yml allows stay as they were: assay
      baseline accept takes those, with a reason. Figures of programs, cases and kernels
      that are gone go.

      EXAMPLES
        assay baseline update
        assay baseline update corpus/tour
        assay baseline update --from shard-1.json --from shard-2.json
      """)

  @OptionGroup var options: GateOptions

  @OptionGroup var source: BaselineSource

  func run() async throws {
    let (check, interrupted) = try await source.check(options.request)
    // A run that was cut off knows of less than there is.
    guard !interrupted else { throw ExitCode(Interruptible.status) }
    let (updated, account) = check.update()
    try BaselineFile.write(updated, to: check.path)
    StandardOutput.write(account.map { TerminalText.escape($0) + "\n" }.joined())
  }
}
