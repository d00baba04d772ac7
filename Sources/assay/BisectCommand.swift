import ArgumentParser
import Checks
import Foundation
import Jobs
import Records
import Reports

struct BisectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bisect",
    abstract: "Finds the commit that moved an exact figure of a program.",
    discussion: """
      The C file is built as it was in commits between two, and counted in a virtual
      machine or loaded, until two neighbours differ. Exact figures are the same in
      every run: no repetition, no threshold, no false trail. Commits that do not
      build are gone around. The working directory and the index stay as they are.

      The way is along first parents: of a merge the whole of it is found.

      EXIT STATUS
        0  the commit was found, or the figure is the same at both ends
        2  wrong usage, or no such file, program or commit
        3  it could not be measured, at an end or around the change
        130 when interrupted

      EXAMPLES
        assay bisect --good v1.0 xdp_firewall.bpf.c
        assay bisect --good v1.0 --bad main probe.bpf.c on_open
        assay bisect --good HEAD~40 --metric verified-instructions probe.bpf.c on_open
        assay bisect --good HEAD~40 --case 'drops a blocked source' xdp_firewall.bpf.c
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @Argument(help: ArgumentHelp("A C file.", valueName: "path"))
  var path: String

  @Argument(help: ArgumentHelp("A program of it, by its function's name.", valueName: "program"))
  var program: String?

  @Option(help: ArgumentHelp("A commit before the figure moved.", valueName: "commit"))
  var good: String

  @Option(help: ArgumentHelp("A commit after it.", valueName: "commit"))
  var bad = "HEAD"

  @Option(help: ArgumentHelp("The figure; body, the program's own cost, by default.", valueName: "figure"))
  var metric: FigureName?

  @Option(
    name: .customLong("case"),
    help: ArgumentHelp("The case of the test file that is counted; the costliest by default.", valueName: "name"))
  var testCase: String?

  @Option(help: ArgumentHelp("The kernel: debian:6.12 for costs, host for others by default.", valueName: "kernel"))
  var kernel: String?

  @Option(
    help: ArgumentHelp(
      "What makes attached programs run: \(BenchDriver.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "driver"))
  var driver: String?

  @Option(help: "text or json.")
  var format: Format = .text

  @OptionGroup var output: ReportOutput

  @OptionGroup var build: BuildOptions

  func run() async throws {
    var request = BisectRequest(path: path, good: good)
    request.program = program
    request.bad = bad
    request.metric = metric?.metric ?? .body
    request.testCase = testCase
    request.kernel = kernel
    request.driver = driver
    request.build = build.request
    let check = try await BisectCheck(request, environment: ProcessInfo.processInfo.environment)
    let (outcome, interrupted) = await Interruptible.result { progress throws(CheckError) in
      try await check.run(progress: progress)
    }
    if interrupted { throw ExitCode(Interruptible.status) }
    let report = try outcome.get()
    switch format {
    case .text: try output.write(BisectText(report).render(output.traits))
    case .json: try output.write(CanonicalJSON.document(report))
    }
    if report.suspects.count > 1 { throw ExitCode(CheckStatus.undecided.rawValue) }
  }
}
