import Findings
import Jobs
import Project

extension GateReport {
  /// Reports of shards, or of several parts of a project, as one.
  /// - Throws: `OptionError` for reports that do not belong together.
  public static func merged(_ reports: [(path: String, report: GateReport)]) throws(OptionError) -> GateReport {
    guard let first = reports.first else { throw OptionError("there is no report to merge") }
    for (path, report) in reports.dropFirst() {
      let pairs = [
        ("versions of Assay", first.report.assay, report.assay),
        ("commits", first.report.commit?.hash ?? "none", report.commit?.hash ?? "none"),
        ("bases", first.report.base ?? "none", report.base ?? "none"),
      ]
      for (what, one, other) in pairs where one != other {
        throw OptionError("\(first.path) and \(path) are of different \(what): \(one) and \(other)")
      }
    }
    let all = reports.map(\.report)
    let problems = all.flatMap(\.problems) + (try missingShards(reports))
    var merged = GateReport(
      assay: first.report.assay, problems: GateProblem.merged(problems.uniqued()),
      figures: all.flatMap(\.figures).uniqued(),
      verify: VerifyReport(
        assay: first.report.assay, rows: all.flatMap(\.verify.rows).uniqued(),
        notes: all.flatMap(\.verify.notes).uniqued()),
      lint: LintReport(
        assay: first.report.assay, findings: all.flatMap(\.lint.findings).uniqued(),
        suppressed: sum(all, \.lint.suppressed), inputs: sum(all, \.lint.inputs),
        programs: sum(all, \.lint.programs), notes: all.flatMap(\.lint.notes).uniqued()),
      tests: TestReport(
        assay: first.report.assay, cases: all.flatMap(\.tests.cases).uniqued(),
        seed: all.compactMap(\.tests.seed).first,
        notes: all.flatMap(\.tests.notes).uniqued()),
      coverage: coverage(all.compactMap(\.coverage)), exact: bench(all.compactMap(\.exact)),
      native: bench(all.compactMap(\.native)),
      notes: all.flatMap(\.notes).uniqued())
    let everyTask = all.compactMap(\.tests.everyTask).flatMap(\.self).uniqued().sorted()
    merged.tests.everyTask = everyTask.isEmpty ? nil : everyTask
    merged.started = all.compactMap(\.started).min()
    merged.commit = first.report.commit
    merged.base = first.report.base
    merged.optionalKernels = all.flatMap(\.optionalKernels).uniqued().sorted()
    merged.unchanged = all.flatMap(\.unchanged).uniqued().sorted()
    merged.work = GateWork(done: sum(all, \.work.done), known: sum(all, \.work.known))
    // They ran side by side.
    merged.seconds = all.compactMap(\.seconds).max()
    return merged
  }

  /// A shard that is not there was not looked at: nothing is known of its inputs.
  private static func missingShards(
    _ reports: [(path: String, report: GateReport)]
  ) throws(OptionError) -> [GateProblem] {
    let shards = reports.compactMap { path, report in report.shard.map { (path: path, shard: $0) } }
    guard let first = shards.first else { return [] }
    for (path, shard) in shards where GateShard("\(shard)") == nil {
      throw OptionError("\(path) says that it is shard \(shard), which there is not")
    }
    for (path, shard) in shards where shard.count != first.shard.count {
      throw OptionError(
        "\(first.path) is shard \(first.shard), and \(path) shard \(shard): of one run all have one count")
    }
    let there = Set(shards.map(\.shard.number))
    return (1...first.shard.count).filter { !there.contains($0) }.map { number in
      GateProblem(
        .inconclusive, nil, "shard \(number)/\(first.shard.count) is missing: nothing is known of its inputs",
        advice: "Give assay merge the reports of all shards.")
    }
  }

  /// An object is of one shard alone.
  private static func coverage(_ reports: [CoverageReport]) -> CoverageReport? {
    reports.first.map { CoverageReport(assay: $0.assay, objects: reports.flatMap(\.objects).uniqued()) }
  }

  private static func bench(_ reports: [BenchReport]) -> BenchReport? {
    guard let first = reports.first else { return nil }
    return BenchReport(
      assay: first.assay, rows: reports.flatMap(\.rows).uniqued(),
      conditions: reports.map(\.conditions).reduce(into: [:]) { $0.merge($1) { first, _ in first } },
      seconds: reports.compactMap(\.seconds).max(), notes: reports.flatMap(\.notes).uniqued())
  }

  /// A count of all; reports that nobody vouches for may hold any numbers.
  private static func sum(_ reports: [GateReport], _ count: (GateReport) -> Int) -> Int {
    reports.reduce(0) { $0 &+ count($1) }
  }
}
