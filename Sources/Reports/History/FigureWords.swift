import Gate
import Measuring
import Records

/// Kept figures in words.
enum FigureWords {
  /// What a metric is called.
  static func name(_ metric: FigureMetric) -> String {
    switch metric {
    case .hook: "hook"
    case .body: "body"
    case .total: "total"
    case .overhead: "overhead"
    case .verifiedInstructions: "verified instructions"
    case .totalStates: "states"
    case .peakStates: "peak states"
    case .programInstructions: "program instructions"
    case .jitedBytes: "machine code"
    case .stackBytes: "stack"
    case .untakenBranches: "branch ways that no case takes"
    }
  }

  /// What a unit is called behind a figure.
  static func unit(_ unit: FigureUnit) -> String {
    switch unit {
    case .instructions: "instructions"
    case .nanoseconds: "ns"
    case .cycles: "cycles"
    case .percent: "%"
    case .bytes: "bytes"
    case .states: "states"
    case .count: ""
    }
  }

  /// `body, instructions of a run, on debian:6.12, case syn, attached by openat`.
  static func title(_ series: FigureSeries) -> String {
    let run = series.metric.isCost && series.unit != .percent ? " of a run" : ""
    let isPlain = unit(series.unit).isEmpty || name(series.metric).hasSuffix(unit(series.unit))
    let place = series.kernel == FigureSubject.anyKernel ? nil : "on \(series.kernel)"
    return
      ([name(series.metric) + (isPlain ? "" : ", \(unit(series.unit))\(run)")]
      + [place, series.testCase.map { "case \($0)" }, series.driver.map { "driven by \($0)" }].compactMap(\.self))
      .joined(separator: ", ")
  }

  /// A figure: whole where its unit is counted, else with one decimal.
  static func figure(_ value: Double, _ unit: FigureUnit) -> String {
    guard unit.isExact, let whole = Int(exactly: value.rounded()), whole.magnitude < 1 << 53 else {
      return NumberText.decimal(value, places: unit == .percent ? 2 : 1)
    }
    return NumberText.grouped(whole)
  }

  /// A change with its sign: `+155 (+12.4 %)`.
  static func change(_ step: RecordedTrend.Step, _ unit: FigureUnit) -> String {
    let sign = step.change > 0 ? "+" : ""
    let percent = step.percent.map { " (\(sign)\(NumberText.decimal($0, places: 1)) %)" } ?? ""
    return sign + figure(step.change, unit) + percent
  }

  /// What changed beside the code: `compiler: clang 14 -> clang 15`.
  static func differences(_ step: RecordedTrend.Step) -> String {
    guard !step.isCode else { return "" }
    let parts = step.differences.map { difference in
      let (before, after) = (difference.before ?? "unknown", difference.after ?? "unknown")
      // A digest says nothing to people.
      let isDigest = difference.part == .image || difference.part == .machine
      return isDigest ? difference.part.words : "\(difference.part.words): \(before) -> \(after)"
    }
    return "conditions changed" + (parts.isEmpty ? "" : ": " + parts.joined(separator: ", "))
  }

  /// A commit, short, marked where files differed from it.
  static func commit(_ run: RunHead) -> String {
    guard let commit = run.commit else { return "" }
    return commit.prefix(10) + (run.isDirty ? "+" : "")
  }
}
