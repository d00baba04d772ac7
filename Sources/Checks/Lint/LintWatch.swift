import Findings
import Project
public import Reports

/// Lints again whatever changes, until it is cancelled.
public struct LintWatch: Sendable {
  private let request: LintRequest
  private let environment: [String: String]

  /// How long it waits between two looks at the files.
  private static let pause = Duration.milliseconds(300)

  /// Watches what a request asks for.
  public init(_ request: LintRequest, environment: [String: String]) {
    self.request = request
    self.environment = environment
  }

  /// Lints everything, then each file that changes, and everything when a header or `assay.yml` beside a file does.
  /// `show` is called with what stands then: the findings of files that did not change among it.
  ///
  /// - Throws: `CheckError` for what keeps the first run from starting; later such errors are notes, since the file may
  ///   be half written.
  public func run(show: @Sendable (LintReport) -> Void) async throws(CheckError) {
    var files = try watchedFiles()
    var seen = stamps(of: files)
    var found = try await lint(only: nil)
    show(found.report)
    while !Task.isCancelled {
      do { try await Task.sleep(for: Self.pause) } catch { return }
      do throws(CheckError) {
        files = try watchedFiles()
        let now = stamps(of: files)
        guard now != seen else { continue }
        let changed = Set(now.keys.filter { now[$0] != seen[$0] }).union(seen.keys.filter { now[$0] == nil })
        seen = now
        let isShared = changed.contains { !files.inputs.keys.contains($0) && !gone($0) }
        if isShared {
          found = try await lint(only: nil)
        } else {
          found = merged(found, try await lint(only: changed), of: files, changed: changed)
        }
        show(found.report)
      } catch {
        found.report.notes = [error.description]
        show(found.report)
      }
    }
  }

  /// A C file or object that is no longer there takes its own findings along, and no others.
  private func gone(_ path: String) -> Bool {
    !LocalFile.exists(path) && !path.hasSuffix(".h") && !path.hasSuffix(".yml")
  }

  /// What is watched: inputs, each file with the names that reports have for what is in it, and what they share.
  private struct Watched {
    var inputs: [String: [String]]
    var shared: Set<String>
  }

  private func watchedFiles() throws(CheckError) -> Watched {
    let files = try BuildPlan(request.verify.arguments, else: ["."], request.verify.build).builds.map(\.file)
    var shared: Set<String> = []
    for directory in Set(files.map { LocalFile.parent(of: $0.storage) }) {
      for name in (try? LocalFile.list(directory.isEmpty ? "." : directory)) ?? []
      where name.hasSuffix(".h") || name == "assay.yml" {
        shared.insert(LocalFile.join(directory, name))
      }
    }
    if let configuration = request.verify.build.configuration { shared.insert(configuration) }
    return Watched(
      inputs: Dictionary(files.map { ($0.storage, [$0.path]) }, uniquingKeysWith: { $0 + $1 }), shared: shared)
  }

  private func stamps(of files: Watched) -> [String: FileStamp] {
    var stamps: [String: FileStamp] = [:]
    for path in Set(files.inputs.keys).union(files.shared) { stamps[path] = try? FileStamp(of: path) }
    return stamps
  }

  private func lint(only files: Set<String>?) async throws(CheckError) -> LintResult {
    var request = request
    request.verify.build.only = files
    return try await LintCheck(request, environment: environment).run { _ in }
  }

  /// What was found before in files that are still there and did not change, and what is found now in those that did.
  private func merged(
    _ old: LintResult, _ new: LintResult, of files: Watched, changed: Set<String>
  ) -> LintResult {
    let kept = Set(files.inputs.filter { !changed.contains($0.key) }.values.joined())
    var merged = new
    merged.counts.merge(old.counts.filter { kept.contains($0.key) }) { new, _ in new }
    merged.report = LintReport(
      findings: LintedFinding.merged(old.report.findings.filter { kept.contains($0.input) } + new.report.findings),
      counts: merged.counts, notes: new.report.notes)
    return merged
  }
}
