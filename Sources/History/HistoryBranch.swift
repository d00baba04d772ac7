import Records

/// Which runs a trend is made of: those of one branch, so that figures of work that is not merged are no steps of it.
public struct HistoryBranch: Hashable, Sendable {
  /// The branch; nil for all runs.
  public var name: String?
  /// The runs of it, and those that no branch is known of; the oldest first.
  public var runs: [HistoryStore.NumberedRun]
  /// How many runs of other branches are left out.
  public var leftOut: Int

  /// The runs of a branch.
  /// - Parameter name: the branch; nil for the one that most runs are of, of several the first by name.
  public init(_ runs: [HistoryStore.NumberedRun], named name: String? = nil) {
    var counts: [String: Int] = [:]
    for run in runs { if let branch = run.head.branch { counts[branch, default: 0] += 1 } }
    let usual = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    let name = name ?? usual
    self.name = name
    self.runs = name.map { name in runs.filter { $0.head.branch ?? name == name } } ?? runs
    leftOut = runs.count - self.runs.count
  }

  /// All runs, of whatever branch.
  public init(all runs: [HistoryStore.NumberedRun]) {
    self.runs = runs
    leftOut = 0
  }

  /// The numbers of its runs.
  public var numbers: Set<Int> { Set(runs.map(\.number)) }
}
