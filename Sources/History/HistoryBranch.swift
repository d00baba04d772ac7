public import Records

/// Which runs a trend is made of: those of one branch, so that figures of work that is not merged are no steps of it.
public struct HistoryBranch: Hashable, Sendable {
  /// The branch; nil for all runs.
  public let name: String?
  /// The runs of it, and those that no branch is known of; the oldest first.
  public let runs: [HistoryStore.NumberedRun]
  /// How many runs of other branches are left out.
  public let leftOut: Int

  /// The runs that a choice takes.
  /// - Throws: `HistoryError` where it names a branch that no run is of.
  public init(_ runs: [HistoryStore.NumberedRun], _ choice: BranchChoice = .usual) throws(HistoryError) {
    var counts: [String: Int] = [:]
    for run in runs { if let branch = run.head.branch { counts[branch, default: 0] += 1 } }
    switch choice {
    case .usual: name = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    case .all: name = nil
    case .named(let wanted):
      guard counts[wanted] != nil else {
        let names = counts.keys.sorted().prefix(10).joined(separator: ", ")
        throw HistoryError(.unusable, "no run is of branch \(wanted)" + (names.isEmpty ? "" : ": there are \(names)"))
      }
      name = wanted
    }
    self.runs = name.map { name in runs.filter { $0.head.branch ?? name == name } } ?? runs
    leftOut = runs.count - self.runs.count
  }

  /// The numbers of its runs.
  public var numbers: Set<Int> { Set(runs.map(\.number)) }

  /// The place of each run among them, by its number.
  public var places: [Int: Int] {
    Dictionary(uniqueKeysWithValues: runs.enumerated().map { ($0.element.number, $0.offset) })
  }
}
