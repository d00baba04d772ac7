import Foundation
import Jobs
import Project
import Records
public import Reports
import Toolchain

/// The flow of `assay bisect`: commits to figures, halving until two neighbours differ. Exact figures need no repetition and
/// no threshold: a commit either moved one or did not.
public struct BisectCheck: Sendable {
  private let request: BisectRequest
  private let environment: [String: String]
  private let repository: GitRepository
  /// The commits from the good one to the bad one, the oldest first.
  private let commits: [String]

  /// A figure of a commit, or why there is none.
  private enum Answer {
    case figure(RecordedFigure)
    case missing(String)
  }

  /// Finds the commits.
  /// - Throws: `CheckError` for names that mean no commit, or none that follows the other.
  public init(_ request: BisectRequest, environment: [String: String]) async throws(CheckError) {
    self.request = request
    self.environment = environment
    let unfit = FigureMetric.allCases.filter { !$0.isOfCommits }.map(\.rawValue)
    guard request.metric.isOfCommits else {
      throw .usage("--metric: only exact figures are looked for, not \(unfit.joined(separator: ", "))")
    }
    guard LocalFile.exists(request.path) else { throw .usage("no such file: \(request.path)") }
    let directory = LocalFile.parent(of: request.path)
    let repository: GitRepository
    do throws(ToolchainError) {
      repository = try await .around(directory, environment: environment)
    } catch {
      throw .usage("\(request.path) is in no git repository (\(error))")
    }
    let good = try await repository.commit(named: request.good, missing: "--good: no such commit: \(request.good)")
    let bad = try await repository.commit(named: request.bad, missing: "--bad: no such commit: \(request.bad)")
    let between: [String]?
    do throws(ToolchainError) {
      between = try await repository.commits(after: good, upTo: bad)
    } catch {
      throw .undecided("\(error)")
    }
    guard let between else {
      throw .usage(
        "\(request.good) is not on the way to \(request.bad) along first parents: of a branch that was merged, name its "
          + "own commits")
    }
    guard !between.isEmpty else { throw .usage("\(request.good) and \(request.bad) are the same commit") }
    self.repository = repository
    commits = [good] + between
  }

  /// Halves until it is found. A cancelled run throws.
  public func run(
    progress: @escaping @Sendable (CheckProgress) -> Void
  ) async throws(CheckError) -> BisectReport {
    var answers: [Int: Answer] = [:]
    func ask(_ index: Int) async throws(CheckError) {
      guard !Task.isCancelled else { throw .undecided("interrupted") }
      let left = commits.count - 1 - answers.count
      progress(
        CheckProgress(done: answers.count, total: answers.count + left, current: String(commits[index].prefix(10))))
      answers[index] = try await measure(commits[index])
    }
    func figure(_ index: Int) -> RecordedFigure? {
      if case .figure(let figure) = answers[index] { figure } else { nil }
    }
    var (low, high) = (0, commits.count - 1)
    for (end, name) in [(low, request.good), (high, request.bad)] {
      try await ask(end)
      if case .missing(let reason) = answers[end] { throw .undecided("at \(name): \(reason)") }
    }
    guard let start = figure(low), let end = figure(high) else { throw .undecided("there is no figure at the ends") }
    var suspects: [String] = []
    if start.value != end.value {
      while let next = Self.middle(low, high, besides: { answers[$0] != nil }) {
        try await ask(next)
        guard let found = figure(next) else { continue }
        if found.value == figure(low)?.value { low = next } else { high = next }
      }
      suspects = Array(commits[(low + 1)...high])
    }
    var probes: [BisectReport.Probe] = []
    for index in answers.keys.sorted() { probes.append(try await probe(commits[index], answers[index])) }
    return BisectReport(assay: BuildIdentity.version, series: end.series, probes: probes, suspects: suspects)
  }

  /// The place between two that is nearest their middle, of those that were not asked; nil where all were.
  static func middle(_ low: Int, _ high: Int, besides isKnown: (Int) -> Bool) -> Int? {
    let middle = (low + high) / 2
    return (low + 1..<max(high, low + 1)).filter { !isKnown($0) }.min { abs($0 - middle) < abs($1 - middle) }
  }

  private func probe(_ commit: String, _ answer: Answer?) async throws(CheckError) -> BisectReport.Probe {
    let head: GitHead
    do throws(ToolchainError) { head = try await repository.description(of: commit) } catch {
      throw .undecided("\(error)")
    }
    var probe = BisectReport.Probe(commit: commit, subject: head.subject, time: head.time)
    switch answer {
    case .figure(let figure): probe.value = Int(figure.value)
    case .missing(let reason): probe.reason = reason
    case nil: break
    }
    return probe
  }

  /// The figure of a commit's sources, built as they were then.
  private func measure(_ commit: String) async throws(CheckError) -> Answer {
    let tree = try await CommitTree(commit, name: String(commit.prefix(10)), of: repository)
    defer { tree.remove() }
    guard let path = tree.place(of: request.path), LocalFile.exists(path) else {
      return .missing("\(request.path) is not there")
    }
    var build = request.build
    build.configuration = build.configuration.map { tree.place(of: $0) ?? $0 }
    let head = RunHead(time: 0, assay: BuildIdentity.version, host: .here)
    var draft = HistoryDraft(head, root: nil)
    var reasons: [String]
    do throws(CheckError) {
      if request.metric.isCost {
        build.kernels = [request.kernel ?? BenchCheck.usualMachine]
        var bench = BenchRequest()
        bench.arguments = [path]
        bench.programs = request.program.map { [$0] } ?? []
        bench.isExact = true
        bench.driver = request.driver
        bench.build = build
        let result = await (try BenchCheck(bench, environment: environment)).run { _ in }
        draft.add(result.report)
        reasons = result.problems.map(\.description) + result.report.rows.compactMap { $0.reason?.summary }
      } else {
        build.kernels = [request.kernel ?? "host"]
        var verify = VerifyRequest()
        verify.arguments = [path]
        verify.programs = request.program.map { [$0] } ?? []
        verify.build = build
        let result = await (try VerifyCheck(verify, environment: environment)).run { _ in }
        draft.add(result.report)
        reasons = result.report.rows.compactMap { $0.outcome.reason?.summary }
      }
    } catch {
      // What is missing here is missing at every commit; what is wrong with a commit's files is the commit's.
      guard error.status == .usage else { throw error }
      reasons = [error.description]
    }
    return try answer(draft.run.figures, reasons)
  }

  private func answer(_ figures: [RecordedFigure], _ reasons: [String]) throws(CheckError) -> Answer {
    let fitting = figures.filter { figure in
      figure.series.metric == request.metric && figure.series.unit.isExact
        && request.testCase.map { $0 == figure.series.testCase } ?? true
    }
    let programs = Set(fitting.map(\.series.program.name)).sorted()
    guard programs.count <= 1 else {
      throw .usage("\(request.path) has several programs: name one of \(programs.joined(separator: ", "))")
    }
    guard var figure = fitting.max(by: { $0.value < $1.value }) else {
      let words = reasons.isEmpty ? "no \(request.metric.rawValue) was found" : reasons.joined(separator: "; ")
      return .missing(words)
    }
    figure.series.program.object = request.path
    return .figure(figure)
  }
}
