import ArgumentParser
import Checks
import Foundation
import Reports

/// `assay test --explore`.
extension TestCommand {
  func validateExploring() throws {
    guard explore != nil else {
      if exploreTime != nil || explorePlateau != nil || exploreInputs != nil {
        throw ValidationError("--explore-time, --explore-plateau and --explore-inputs go with --explore")
      }
      return
    }
    guard explorePlateau ?? 1 > 0, exploreInputs ?? 1 > 0 else {
      throw ValidationError("--explore-plateau and --explore-inputs take numbers above 0")
    }
    if watch || list || update || failFast || failEach || record != nil || packets != nil || measuresCoverage
      || format != .text
    {
      throw ValidationError(
        "--explore goes with none of --watch, --list, --update, --fail-fast, --fail-each, --record, --packets, --coverage, --format"
      )
    }
    guard kernel.isEmpty || kernel == ["host"] else { throw ValidationError("--explore runs on the host's kernel") }
  }

  func runExploring(_ program: String) async throws {
    var asked = ExploreRequest(program: program, request)
    asked.seconds = exploreTime?.seconds ?? asked.seconds
    asked.plateau = explorePlateau ?? asked.plateau
    asked.inputs = exploreInputs
    asked.output = output.output
    let check = ExploreCheck(asked, environment: ProcessInfo.processInfo.environment)
    let (outcome, interrupted) = await Interruptible.result { progress throws(CheckError) in
      try await check.run(progress: progress)
    }
    if interrupted, case .failure = outcome { throw ExitCode(Interruptible.status) }
    let result = try outcome.get()
    let text = ExploreText(result.report)
    if output.output == "-" {
      StandardError.write(text.render(TerminalTraits()))
      StandardOutput.write(result.file?.text ?? "")
    } else {
      StandardOutput.write(text.render(ReportOutput.standard))
      if let file = result.file {
        try ExploreCheck.write(file)
        StandardOutput.write(TerminalText.escape("wrote \(file.path): \(file.contents)") + "\n")
      }
    }
    throw ExitCode(interrupted ? Interruptible.status : result.status.rawValue)
  }
}
