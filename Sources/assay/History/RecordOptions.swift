import ArgumentParser
import Checks
import Foundation
import Project
import Reports

/// Whether a run is recorded, and where: the options of the commands whose runs a history is made of.
struct RecordOptions: ParsableArguments {
  @Flag(
    inversion: .prefixedNo,
    help: "Record the run with its commit; done by itself where assay.yml names a history:, or --history does.")
  var record: Bool?

  @OptionGroup var place: HistoryPlace

  func validate() throws {
    if record == false, place.file != nil {
      throw ValidationError("--history names the file to record in: it goes without --no-record")
    }
  }

  /// Whether it is asked for on the command line.
  var isAskedFor: Bool { record == true || place.file != nil }

  /// Records a report, where that is asked for here or in `assay.yml`.
  /// - Returns: `.holds`, or what it comes to that it could not be recorded; why is said.
  func deliver(_ report: AnyReport, _ settings: ProjectSettings?) async -> CheckStatus {
    guard record ?? (place.file != nil || settings?.history != nil) else { return .holds }
    let environment = ProcessInfo.processInfo.environment
    let service = ContinuousIntegration(environment)
    var request = HistoryRequest(path: place.file ?? HistoryCheck.path(settings))
    if let settings { request.directory = settings.directory }
    request.link = service?.link(environment)
    request.detachedBranch = service?.branch(environment)
    do throws(CheckError) {
      let (run, isNew) = try await HistoryCheck.record([report], request, environment: environment)
      StandardError.write("note: \(RecordedText.words(run, isNew: isNew, path: request.path))\n")
      return .holds
    } catch {
      StandardError.write("error: the run is not recorded: \(error)\n")
      return error.status
    }
  }
}
