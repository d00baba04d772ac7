import Gate
import Project

extension GateMetric {
  /// What is counted: `190 instructions`.
  var noun: String {
    switch self {
    case .verified: "verified instructions"
    case .states: "verifier states"
    case .stack: "bytes of stack"
    case .jited: "bytes of machine code"
    case .maps: "maps"
    case .mapMemory: "bytes of maps"
    case .instructions: "instructions"
    }
  }

  /// An amount in words.
  func words(_ value: Int) -> String {
    self == .mapMemory ? "\(amount(value)) of maps" : "\(amount(value)) \(noun)"
  }

  /// An amount without its noun: what is counted by the million is told in a unit that keeps it short.
  func amount(_ value: Int) -> String { self == .mapMemory ? NumberText.bytes(value) : NumberText.grouped(value) }

  /// What a program does with them.
  var verb: String { self == .instructions ? "takes" : "has" }
}

extension GateFigure {
  /// How much more, or less, it is than the earlier one: `17 more than before (+9.8 %)`.
  var changeWords: String? {
    guard let change, change != 0 else { return nil }
    let than = comparison.source == .base ? "than in the base commit" : "than the baseline"
    let share = changeShare.map { " (\($0))" } ?? ""
    return "\(subject.metric.amount(Int(clamping: change.magnitude))) \(change > 0 ? "more" : "less") \(than)\(share)"
  }

  /// The same as a share of the earlier one: `+9.8 %`; nil where that is the same, or nothing.
  var changeShare: String? {
    guard let change, let before = comparison.before, change != 0, before > 0 else { return nil }
    let share = Double(change.magnitude) / Double(before)
    let percent =
      share < 1 ? NumberText.percent(share) : NumberText.grouped(Int(exactly: (share * 100).rounded()) ?? .max)
    return "\(change > 0 ? "+" : "-")\(percent) %"
  }
}
