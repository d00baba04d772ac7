import ArgumentParser
import Checks
import Jobs
import Reports

struct KernelsProbeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "probe",
    abstract: "Asks kernels what they have: program, map and attach types, helpers by type, kfuncs.")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @Argument(help: ArgumentHelp("Kernels; the running one and all that are there by default.", valueName: "kernel"))
  var names: [String] = []

  @Option(help: "text or json.")
  var format: Format = .text

  @Option(help: ArgumentHelp("The worker executable.", valueName: "path"))
  var worker: String?

  @OptionGroup var place: KernelPlace
  @OptionGroup var output: ReportOutput

  func run() async throws {
    let (check, names, worker) = (try place.check, names, worker)
    let (result, interrupted) = await Interruptible.result { _ throws(CheckError) in
      try await check.probe(names, worker: worker)
    }
    if interrupted { throw ExitCode(Interruptible.status) }
    let report = try result.get()
    switch format {
    case .text: try output.write(report.text(output.traits))
    case .json: try output.write(CanonicalJSON.document(report))
    }
    let isWhole = report.kernels.allSatisfy { $0.problem == nil }
    throw ExitCode((isWhole ? CheckStatus.holds : .undecided).rawValue)
  }
}
