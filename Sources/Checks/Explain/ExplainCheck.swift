import Analysis
import BPFObject
import Explanations
import Findings
import Jobs
import KernelFacts
import Reports
import VerifierLog

/// The flow of `assay explain`: logs to digests, digests to findings. No kernel is asked.
public enum ExplainCheck {
  /// Paths that are kept for a page: of a stream of more logs, those of the first refused ones.
  private static let mostPaths = 16

  /// Explains every log in the inputs.
  ///
  /// - Throws: `CheckError` for an input that cannot be read or in which nothing is a log, and for an object that is none.
  public static func run(
    _ request: ExplainRequest, environment: [String: String], progress: @escaping @Sendable (CheckProgress) -> Void
  ) async throws(CheckError) -> ExplainResult {
    let kernel = try request.kernelVersion.map { text throws(CheckError) in try version(text) }
    var object: ObjectFile?
    var notes: [String] = []
    if let path = request.object {
      var show = ShowRequest(path: path)
      show.build = request.build
      let read = try await ShowCheck.object(show, environment: environment)
      object = read.object
      notes = read.notes
    }
    let sources = object.map { SourceFiles.outlines(of: $0, at: request.object ?? "") } ?? [:]
    var result = ExplainResult(report: ExplainReport(assay: BuildIdentity.version, logs: [], notes: notes))
    var places = SourcePlaces(near: (request.object.map { [$0] } ?? []) + request.inputs.filter { $0 != "-" })
    for input in request.inputs {
      let reader = LogExplainer(
        object: object, sources: sources, kernel: kernel, kernelWords: request.kernelVersion, program: request.program)
      var found = false
      var number = 0
      try LogStream.digests(of: input) { bytes, total in
        let megabytes = { (count: Int) in (count + (1 << 20) - 1) >> 20 }
        progress(
          CheckProgress(done: megabytes(bytes), total: megabytes(total ?? bytes), current: "MiB of \(input) read"))
      } take: { digest in
        number += 1
        guard var (log, trace) = reader.explain(digest, input: input, number: number, &places) else { return }
        found = true
        defer { result.report.logs.append(log) }
        guard request.keepsPaths else { return }
        if !trace.steps.isEmpty, result.traces.count(where: { !$0.steps.isEmpty }) == Self.mostPaths {
          trace = Trace(path: [])
          log.notes.append(
            "the page holds the paths of the first \(Self.mostPaths) refused logs; give this log alone to walk through it"
          )
        }
        result.traces.append(trace)
      }
      guard found else {
        let name = input == "-" ? "standard input" : input
        throw .usage("\(name): nothing in it is a verifier's or a loader's log")
      }
    }
    return result
  }

  private static func version(_ text: String) throws(CheckError) -> KernelVersion {
    guard let version = KernelVersion(text) else {
      throw .usage("--kernel-version '\(text)' is no version: write 6.1, or what uname -r prints")
    }
    return version
  }
}
