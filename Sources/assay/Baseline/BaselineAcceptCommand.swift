import ArgumentParser
import Checks
import Findings
import Gate
import Project
import Reports

struct BaselineAcceptCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept",
    abstract: "Accepts that figures of programs grew, with a reason.",
    discussion: """
      What is accepted stands in the baseline up to the value that was measured. Every
      gate shows it, until the month that is given is over; then it fails again.

      EXAMPLES
        assay baseline accept xdp_firewall --until 2027-06 --reason 'parses IPv6 too'
        assay baseline accept 'on_*' --figure instructions --reason 'counts retries'
      """)

  @Argument(help: ArgumentHelp("Programs, by name or pattern.", valueName: "program"))
  var programs: [String]

  @Option(help: ArgumentHelp("Why.", valueName: "text"))
  var reason: String

  @Option(help: ArgumentHelp("The last month that it holds; for ever by default.", valueName: "YYYY-MM"))
  var until: String?

  @Option(
    help: ArgumentHelp("Only this figure: instructions, verified_instructions, map_memory ...", valueName: "name"))
  var figure: String?

  @Option(name: .customLong("project"), help: ArgumentHelp("The project's directory.", valueName: "path"))
  var project: String?

  @Option(help: ArgumentHelp("The baseline's file; assay.baseline beside assay.yml by default.", valueName: "file"))
  var baseline: String?

  @OptionGroup var build: BuildOptions

  @OptionGroup var source: BaselineSource

  func validate() throws {
    guard reason.contains(where: { !$0.isWhitespace }) else { throw ValidationError("--reason needs a text") }
    if let until, CalendarMonth(until) == nil {
      throw ValidationError("--until \(until): write a month such as 2027-06")
    }
    if let figure, GateMetric(rawValue: figure) == nil {
      let known = GateMetric.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--figure \(figure): there are \(known)")
    }
  }

  func run() async throws {
    var request = GateRequest()
    request.arguments = project.map { [$0] } ?? []
    request.baseline = baseline
    request.build = build.request
    let (check, interrupted) = try await source.check(request)
    guard !interrupted else { throw ExitCode(Interruptible.status) }
    let (accepted, account) = try check.accept(
      programs: programs, metric: figure.flatMap(GateMetric.init(rawValue:)),
      until: until.flatMap { CalendarMonth($0) },
      reason: reason)
    try BaselineFile.write(accepted, to: check.path)
    StandardOutput.write(account.map { TerminalText.escape($0) + "\n" }.joined())
  }
}
