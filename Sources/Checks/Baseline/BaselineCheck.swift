public import Findings
public import Gate
import Jobs
public import Project
public import Reports

/// The flow of `assay baseline`: figures of a run, or of saved reports, against the baseline's file, and into it.
public struct BaselineCheck: Sendable {
  /// The report that the figures are from.
  public let report: GateReport
  /// The baseline as it is.
  public let baseline: Baseline
  /// Its file.
  public let path: String
  private let scope: Baseline.Scope

  /// Runs a gate for its figures; with reports, takes those of these.
  /// - Throws: `CheckError` as a gate does, and for reports that do not belong together or found nothing to go by.
  public init(
    _ request: GateRequest, reports: [String], environment: [String: String],
    progress: @escaping @Sendable (CheckProgress) -> Void
  ) async throws(CheckError) {
    guard reports.isEmpty else {
      let read = try reports.map { path throws(CheckError) in (path: path, report: try SavedReport.gate(path)) }
      do throws(OptionError) {
        report = try GateReport.merged(read)
      } catch {
        throw CheckError.usage(error.description)
      }
      path = try BaselineFile.place(request)
      baseline = try BaselineFile.read(path)
      let figures = report.figures.map(\.subject)
      scope = Baseline.Scope(
        inputs: Set(figures.map(\.input)), programs: Set(figures.map { [$0.input, $0.program] }),
        kernels: Set(figures.map(\.kernel)))
      return
    }
    var request = request
    // Whoever asks for a baseline wants costs in it, unless told otherwise.
    if request.isExact == nil { request.isExact = true }
    // What cases come to is in no baseline.
    request.runsTests = false
    let check = try await GateCheck(request, environment: environment, progress: progress)
    let result = try await check.run(progress: progress)
    report = result.report
    baseline = result.baseline
    path = check.baselinePath
    scope = result.scope
    if let problem = report.problems.first(where: { $0.weight == .invalid }) { throw .usage(problem.title) }
  }

  /// What growth alone comes to.
  public var status: CheckStatus {
    .combined(
      report.figures.filter(\.isKept).map { figure -> CheckStatus in
        switch figure.comparison.decision {
        case .regression, .expired: .fails
        case .otherConditions, .undecided: .undecided
        case .pass, .improved, .new, .accepted, .unjudged: .holds
        }
      })
  }

  /// What an update writes, and what it says of it.
  public func update() -> (baseline: Baseline, account: [String]) {
    let updated = baseline.updated(with: report.figures, of: scope)
    let before = baseline.figures
    let added = updated.figures.keys.count { before[$0] == nil }
    let gone = before.keys.count { updated.figures[$0] == nil }
    let lower = updated.figures.count { subject, figure in before[subject].map { figure.value < $0.value } ?? false }
    let higher = updated.figures.count { subject, figure in before[subject].map { figure.value > $0.value } ?? false }
    let grown = report.figures.filter { $0.isKept && $0.comparison.decision == .regression }
    let counts = [(added, "new"), (lower, "lower"), (higher, "higher within what is allowed"), (gone, "gone")]
      .filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    var account = [
      "\(path): \(NumberText.count(updated.figures.count, "figure"))"
        + (counts.isEmpty ? ", nothing changed" : ", \(counts.joined(separator: ", "))")
    ]
    if !grown.isEmpty {
      let programs = Set(grown.map(\.subject.program)).sorted().joined(separator: ", ")
      account.append(
        "\(NumberText.count(grown.count, "figure")) grew and \(grown.count == 1 ? "stays" : "stay") as before (\(programs)): "
          + "assay baseline accept PROGRAM --reason ... accepts them")
    }
    return (updated, account)
  }

  /// What accepting what grew of some programs writes, and what it says of it.
  /// - Throws: `CheckError` where nothing of them grew.
  public func accept(
    programs: [String], metric: GateMetric?, until: CalendarMonth?, reason: String
  ) throws(CheckError) -> (baseline: Baseline, account: [String]) {
    let globs = programs.map(Glob.init)
    let grown = report.figures.filter { figure in
      let isGrown =
        switch figure.comparison.decision {
        case .regression, .expired: true
        default: false
        }
      return isGrown && figure.isKept && globs.contains { $0.matches(figure.subject.program) }
        && (metric == nil || metric == figure.subject.metric)
    }
    guard !grown.isEmpty else {
      throw .usage(
        "nothing of \(programs.joined(separator: ", ")) grew beyond what is allowed: there is nothing to accept")
    }
    var accepted = baseline
    var account: [String] = []
    for figure in grown {
      guard let value = figure.value else { continue }
      accepted.acceptances[figure.subject] = Acceptance(upTo: value, until: until, reason: reason)
      let testCase = figure.subject.testCase.map { " (\($0))" } ?? ""
      account.append(
        "\(figure.subject.program)\(testCase): \(figure.subject.metric.rawValue) up to \(NumberText.grouped(value)) on "
          + figure.subject.kernel)
    }
    return (accepted, account + ["accepted \(until.map { "until \($0)" } ?? "for ever"): every gate shows it"])
  }
}
