public import Records
import Foundation
public import History
import Jobs
import Placed
public import Project
public import Reports
import Toolchain

/// The flow of `assay history`: reports to runs, runs to files and back.
public enum HistoryCheck {
  /// The history of a project: the file that `assay.yml` names, or the usual one of the working directory.
  public static func path(_ settings: ProjectSettings?) -> String {
    settings.flatMap { settings in
      settings.history.map { BaselineFile.shortened(LocalFile.join(settings.directory, $0.value)) }
    } ?? HistoryStore.usualPath
  }

  /// Opens a history.
  /// - Throws: `CheckError` where that cannot be used, or is not there and may not be made.
  public static func open(_ path: String, creates: Bool = false) throws(CheckError) -> HistoryStore {
    try translating { () throws(HistoryError) in try HistoryStore(path, creates: creates) }
  }

  /// Reads reports in JSON; `-` is standard input.
  public static func reports(_ paths: [String]) throws(CheckError) -> [AnyReport] {
    try paths.map { path throws(CheckError) in try SavedReport.any(path) }
  }

  /// Keeps reports as one run.
  /// - Returns: the run, and whether it is new: the same reports of the same commit and time are there already.
  public static func record(
    _ reports: [AnyReport], _ request: HistoryRequest, environment: [String: String]
  ) async throws(CheckError) -> (run: RunRecord, isNew: Bool) {
    let started = reports.compactMap { report in if case .gate(let report) = report { report.started } else { nil } }
    var head = RunHead(
      time: request.time ?? started.min() ?? Int(Date().timeIntervalSince1970), assay: BuildIdentity.version,
      host: .here)
    head.link = request.link
    let repository = try? await GitRepository.around(request.directory, environment: environment)
    let found: GitHead?
    do throws(ToolchainError) {
      found = try await gitHead(request.commit, of: repository)
    } catch {
      throw .undecided("\(error)")
    }
    if let name = request.commit, found == nil {
      throw .usage(
        "--commit: no such commit: \(name)" + (repository.map { " (in \($0.root))" } ?? " (this is no repository)"))
    }
    head.commit = found?.commit
    head.parent = found?.parents.first
    head.subject = found?.subject
    head.branch = request.branch ?? found?.branch ?? request.detachedBranch
    head.isDirty = found?.isDirty ?? false
    var draft = HistoryDraft(head, root: repository?.root)
    for report in reports {
      switch report {
      case .verify(let report): draft.add(report)
      case .bench(let report): draft.add(report)
      case .test(let report): draft.add(report)
      case .coverage(let report): draft.add(report)
      case .lint(let report): draft.add(report)
      case .gate(let report): draft.add(report)
      }
    }
    var run = draft.run
    if request.dropsReadings { run.readings = [] }
    let store = try open(request.path, creates: true)
    let isNew = try translating { () throws(HistoryError) in try store.record(run) }
    return (run, isNew)
  }

  /// Takes the runs of JSON Lines in; all of all files, or none.
  /// - Returns: how many were new, and how many there were.
  public static func take(
    _ paths: [String], into path: String
  ) throws(CheckError) -> (new: Int, all: Int) {
    var readers = try paths.map { path throws(CheckError) in try LineReader(path) }
    let store = try open(path, creates: true)
    return try translating { () throws(HistoryError) in
      try store.record {
        while !readers.isEmpty {
          if let line = try readers[0].next() {
            guard line.contains(where: { !" \t\r".utf8.contains($0) }) else { continue }
            do throws(HistoryError) {
              return try RunLines.run(line)
            } catch {
              throw HistoryError(error.kind, "\(readers[0].place) \(error)")
            }
          }
          readers.removeFirst()
        }
        return nil
      }
    }
  }

  /// Gives the runs as JSON Lines, the oldest first.
  public static func lines(
    of store: HistoryStore, since time: Int?, dropsReadings: Bool, _ take: ([UInt8]) throws -> Void
  ) throws(CheckError) -> Int {
    var count = 0
    try translating { () throws(HistoryError) in
      try store.forEachRun { run in
        guard run.head.time >= time ?? 0 else { return }
        var run = run
        if dropsReadings { run.readings = [] }
        try take(try RunLines.line(run))
        count += 1
      }
    }
    return count
  }

  /// Drops runs that are older than a time in seconds since 1970, or only their raw readings.
  /// - Returns: how many runs lost something.
  public static func prune(_ store: HistoryStore, before time: Int, readingsOnly: Bool) throws(CheckError) -> Int {
    try translating { () throws(HistoryError) in try store.prune(before: time, readingsOnly: readingsOnly) }
  }

  /// What a history refuses as what the command ends with.
  public static func translating<Value>(
    _ work: () throws(HistoryError) -> Value
  ) throws(CheckError) -> Value {
    do throws(HistoryError) {
      return try work()
    } catch {
      switch error.kind {
      case .unusable: throw .usage(error.description)
      case .unavailable: throw .undecided(error.description)
      }
    }
  }

  /// The commit of a name, or what is checked out; nil where there is none.
  private static func gitHead(
    _ name: String?, of repository: GitRepository?
  ) async throws(ToolchainError) -> GitHead? {
    guard let repository, let head = try await repository.head() else { return nil }
    guard let name else { return head }
    guard let commit = try await repository.commit(name) else { return nil }
    // What is checked out says nothing of another commit.
    return commit == head.commit ? head : try await repository.description(of: commit)
  }
}
