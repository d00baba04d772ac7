import Findings
import History
import Jobs
import Records
public import Reports

/// The flow of `assay history PROGRAM`: figures of a store to trends.
public enum TrendCheck {
  /// The trends that are wanted.
  /// - Throws: `CheckError` for a history that cannot be used, and where nothing fits.
  public static func report(_ request: TrendRequest) throws(CheckError) -> TrendReport {
    let store = try HistoryCheck.open(request.path)
    return try HistoryCheck.translating { () throws(HistoryError) in try report(request, store) }
  }

  private static func report(_ request: TrendRequest, _ store: HistoryStore) throws(HistoryError) -> TrendReport {
    let branch = try HistoryBranch(try store.runs(), request.branch)
    let globs = request.programs.map(Glob.init)
    let programs = try store.programs()
    let names = Set(programs.map(\.name)).filter { !$0.isEmpty }.sorted()
    for (text, glob) in zip(request.programs, globs) where !names.contains(where: glob.matches) {
      let hint = NearestName.to(text, among: names).map { "; did you mean \($0)?" } ?? ""
      throw HistoryError(.unusable, "\(store.path) has no program that fits \(text)\(hint)")
    }
    let all = try store.series().filter { numbered in
      globs.isEmpty || globs.contains { $0.matches(numbered.series.program.name) }
    }
    let wanted = all.filter { numbered in
      let series = numbered.series
      return (request.kernels.isEmpty || request.kernels.contains(series.kernel))
        && (request.metrics.isEmpty || request.metrics.contains(series.metric))
    }
    if !all.isEmpty, wanted.isEmpty {
      let kernels = Set(all.map(\.series.kernel)).sorted().joined(separator: ", ")
      let metrics = Set(all.map(\.series.metric.rawValue)).sorted().joined(separator: ", ")
      throw HistoryError(.unusable, "no figures fit: there are those of kernel \(kernels), and of \(metrics)")
    }
    let reader = try TrendReader(store, branch)
    var trends: [RecordedTrend] = []
    for numbered in wanted { if let trend = try reader.trend(numbered) { trends.append(trend) } }
    return TrendReport(
      assay: BuildIdentity.version, branch: branch.name, leftOut: branch.leftOut, runs: branch.runs.map(\.head),
      trends: trends)
  }
}
