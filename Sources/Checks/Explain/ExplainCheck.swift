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
      if BundleFolder.isBundle(input) {
        guard request.object == nil, request.program == nil else {
          throw .usage("\(input) is a bundle, which has its own objects: --object and --program go with logs")
        }
        try explain(bundle: input, request, &result, &places, progress: progress)
        continue
      }
      let reader = LogExplainer(
        object: object, sources: sources, kernel: kernel, kernelWords: request.kernelVersion, program: request.program)
      guard try explain(input, by: reader, request, &result, &places, progress: progress) else {
        let name = input == "-" ? "standard input" : input
        throw .usage("\(name): nothing in it is a verifier's or a loader's log")
      }
    }
    return result
  }

  /// Explains the logs of one input. Whether there were any.
  private static func explain(
    _ input: String, by reader: LogExplainer, _ request: ExplainRequest, _ result: inout ExplainResult,
    _ places: inout SourcePlaces, progress: @Sendable (CheckProgress) -> Void
  ) throws(CheckError) -> Bool {
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
    return found
  }

  /// Explains why the programs of a bundle were refused.
  private static func explain(
    bundle path: String, _ request: ExplainRequest, _ result: inout ExplainResult, _ places: inout SourcePlaces,
    progress: @Sendable (CheckProgress) -> Void
  ) throws(CheckError) {
    let bundle = try BundleLogs(at: path)
    guard !bundle.isReadOut else {
      throw .usage(
        "\(path) holds programs that were read out of the kernel, which keeps no log of a load, and translated code "
          + "cannot be loaded again for one: assay capture -- LOADER keeps the logs")
    }
    for refused in bundle.refused {
      let log = refused.log
      let reader = LogExplainer(
        object: refused.object, sources: refused.object.map { SourceFiles.outlines(of: $0, at: path) } ?? [:],
        kernel: try (request.kernelVersion ?? bundle.kernel).map { text throws(CheckError) in try version(text) },
        kernelWords: request.kernelVersion ?? bundle.kernel, program: refused.object == nil ? nil : refused.name)
      let first = result.report.logs.count
      if let log, try explain(log, by: reader, request, &result, &places, progress: progress) {
        for index in first..<result.report.logs.count {
          // Some refusals write figures and no reason, as if all were well.
          if result.report.logs[index].verdict != .refused {
            result.report.logs[index] = refused.unexplained("its log does not say why", kernel: bundle.kernel, at: log)
          }
          result.report.logs[index].notes += refused.notes
        }
      } else {
        var unexplained = refused.unexplained("wrote no log", kernel: bundle.kernel, at: path)
        unexplained.notes += refused.notes
        result.report.logs.append(unexplained)
        if request.keepsPaths { result.traces.append(Trace(path: [])) }
      }
    }
    result.report.notes += bundle.notes
  }

  private static func version(_ text: String) throws(CheckError) -> KernelVersion {
    guard let version = KernelVersion(text) else {
      throw .usage("--kernel-version '\(text)' is no version: write 6.1, or what uname -r prints")
    }
    return version
  }
}
