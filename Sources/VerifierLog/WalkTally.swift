/// Counts how often instructions are walked, and by which ways.
struct WalkTally: Sendable {
  private struct Way: Hashable, Sendable {
    var from: Int32
    var to: Int32

    init(_ from: Int, _ to: Int) {
      self.from = Int32(truncatingIfNeeded: from)
      self.to = Int32(truncatingIfNeeded: to)
    }
  }

  private struct Count: Sendable {
    var walks = 0
    var resumed = 0
    var pruned = 0
  }

  /// No program has more instructions (`BPF_COMPLEXITY_LIMIT_INSNS`).
  private static let mostSlots = 1 << 20
  /// Ways that are counted at all, and ways that are reported.
  private static let mostWays = 1 << 16
  private static let shownWays = 4_096
  private static let shownRuns = 8_192

  private var walks: [Int32] = []
  private var ways: [Way: Count] = [:]
  private var waysLost = 0
  private var walksLost = 0
  /// The jump or call walked before, when the next instruction may be anywhere.
  private var jump: Int?
  private var jumpIsCall = false
  /// The way that the path came last.
  private var lastWay: Way?

  /// An instruction is walked.
  @inline(__always)
  mutating func walk(_ slot: Int, opcode: UInt8) {
    // A call that goes on behind itself is of a helper.
    if let from = jump, !(jumpIsCall && slot == from + 1) { go(from, slot) }
    jump = JumpShape.mayLeave(opcode) ? slot : nil
    jumpIsCall = opcode == JumpShape.call
    count(slot)
  }

  private mutating func count(_ slot: Int) {
    guard slot < Self.mostSlots else {
      walksLost += 1
      return
    }
    if slot >= walks.count { walks.append(contentsOf: repeatElement(0, count: slot + 1 - walks.count)) }
    walks[slot] &+= 1
  }

  private mutating func go(_ from: Int, _ to: Int) {
    count(from, to) { $0.walks += 1 }
    if !jumpIsCall { lastWay = Way(from, to) }
  }

  /// A branch that was set aside is taken up: the next instruction is its first.
  mutating func resume(from: Int, to: Int) {
    count(from, to) { $0.resumed += 1 }
    jump = from
    jumpIsCall = false
  }

  /// A path is given up at `to`, whose state is known: a branch that was set aside at `from`, or the path walked. The
  /// kernel counts the instruction there as processed.
  mutating func prune(from: Int?, to: Int) {
    if let from {
      count(from, to) { way in
        way.resumed += 1
        way.pruned += 1
      }
    } else if let from = jump, !jumpIsCall {
      count(from, to) { $0.pruned += 1 }
    } else if let way = lastWay {
      count(Int(way.from), Int(way.to)) { $0.pruned += 1 }
    }
    count(to)
    jump = nil
    lastWay = nil
  }

  func profile() -> WalkProfile? {
    guard !walks.isEmpty else { return nil }
    var runs: [WalkProfile.Run] = []
    for (slot, count) in walks.enumerated() where count > 0 {
      if let last = runs.last, last.last == slot - 1, last.walks == Int(count) {
        runs[runs.count - 1].last = slot
      } else {
        runs.append(.init(first: slot, last: slot, walks: Int(count)))
      }
    }
    var omitted = walksLost
    if runs.count > Self.shownRuns {
      let weight = { (run: WalkProfile.Run) in run.walks * (run.last - run.first + 1) }
      let heaviest = runs.sorted { weight($0) > weight($1) }
      omitted += heaviest.dropFirst(Self.shownRuns).reduce(0) { $0 + weight($1) }
      runs = heaviest.prefix(Self.shownRuns).sorted { $0.first < $1.first }
    }
    let edges = ways.map { way, count in
      WalkProfile.Edge(
        from: Int(way.from), to: Int(way.to), walks: count.walks, resumed: count.resumed, pruned: count.pruned)
    }.sorted { ($1.walks, $0.from, $0.to) < ($0.walks, $1.from, $1.to) }
    return WalkProfile(
      runs: runs, edges: Array(edges.prefix(Self.shownWays)), walksOmitted: omitted,
      edgesOmitted: waysLost + max(0, edges.count - Self.shownWays))
  }

  private mutating func count(_ from: Int, _ to: Int, _ change: (inout Count) -> Void) {
    let way = Way(from, to)
    if ways[way] == nil, ways.count >= Self.mostWays {
      waysLost += 1
      return
    }
    change(&ways[way, default: Count()])
  }
}
