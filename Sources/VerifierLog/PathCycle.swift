/// A loop that a path walks many times over the same instructions: its middle rounds say nothing that the first and the
/// last do not.
struct PathCycle: Hashable, Sendable {
  /// The lines left out.
  var omitted: Range<Int>
  /// The rounds left out.
  var iterations: Int

  /// Fewer rounds than this are shown whole.
  private static let fewest = 8
  /// Rounds shown at each end.
  private static let shown = 2
  /// The longest round that is looked for, in lines.
  private static let longest = 4_096

  /// The cycles in `lines`, given as each line's instruction (-1 for lines that are none), in order and not overlapping.
  ///
  /// A round begins at an instruction and ends where that instruction comes next. Rounds are the same when all their
  /// lines are. A period that fails is not tried again before the line at which it failed, and all comparisons together
  /// stay within a multiple of the lines: a path made to be slow keeps its cycles.
  static func find(in lines: [Int32]) -> [PathCycle] {
    var cycles: [PathCycle] = []
    var lastSeen: [Int32: Int] = [:]
    var barren: [Int: Int] = [:]
    var at = 0
    var from = 0
    var budget = 64 * lines.count
    while at < lines.count {
      let instruction = lines[at]
      guard instruction >= 0 else {
        at += 1
        continue
      }
      if let before = lastSeen[instruction], before >= from, case let period = at - before, period <= longest,
        at >= barren[period, default: 0]
      {
        var end = at
        while end < lines.count, lines[end] == lines[end - period] { end += 1 }
        budget -= end - at
        if budget < 0 { break }
        let rounds = (end - before) / period
        if rounds >= fewest {
          let low = before + shown * period
          let high = before + (rounds - shown) * period
          cycles.append(PathCycle(omitted: low..<high, iterations: rounds - 2 * shown))
          at = end
          from = end
          lastSeen.removeAll(keepingCapacity: true)
          continue
        }
        // The same period cannot do better before this mismatch.
        barren[period] = end
      }
      lastSeen[instruction] = at
      at += 1
    }
    return cycles
  }
}
