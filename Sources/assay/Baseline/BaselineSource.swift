import ArgumentParser
import Checks
import Foundation

/// Where figures come from that a baseline is compared with or made of.
struct BaselineSource: ParsableArguments {
  @Option(
    name: .customLong("from"),
    help: ArgumentHelp(
      "Take the figures of this report of assay gate --format json, and measure nothing (repeatable).",
      valueName: "report"))
  var reports: [String] = []

  /// The figures, and whether the run was interrupted.
  func check(_ request: GateRequest) async throws -> (check: BaselineCheck, interrupted: Bool) {
    let reports = reports
    let (outcome, interrupted) = await Interruptible.result { progress throws(CheckError) in
      try await BaselineCheck(
        request, reports: reports, environment: ProcessInfo.processInfo.environment, progress: progress)
    }
    if interrupted, case .failure = outcome { throw ExitCode(Interruptible.status) }
    return (try outcome.get(), interrupted)
  }
}
