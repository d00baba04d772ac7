import Jobs

/// The hierarchical bootstrap: loads are drawn anew, and in each the rounds, and every figure is taken of each draw. A figure
/// is the median over loads of the median over rounds.
///
/// What a single load says of itself is far too sure: machine code that lies elsewhere is faster or slower by more than the
/// rounds of one load tell. Rounds are drawn whole, so that all figures are of the same draws.
struct Resampling {
  /// A load's rounds, figure after figure in one piece: drawing reads them some thousand times.
  private struct Load {
    /// The rounds' values, the smallest first.
    var sorted: [Double] = []
    /// The rounds in that order.
    var order: [Int] = []
    /// How many rounds there are.
    var count: Int

    init(_ rows: [[Double]]) {
      count = rows.count
      for column in rows[0].indices {
        let order = rows.indices.sorted { rows[$0][column] < rows[$1][column] }
        self.order += order
        sorted += order.map { rows[$0][column] }
      }
    }

    /// A figure's median over all rounds.
    func median(_ column: Int) -> Double {
      let start = column * count
      return (sorted[start + (count - 1) / 2] + sorted[start + count / 2]) / 2
    }

    /// A figure's median over as many rounds, which were each drawn so often.
    func median(_ column: Int, drawn: [Int]) -> Double {
      let start = column * count
      let lower = (count - 1) / 2
      let upper = count / 2
      var seen = 0
      var place = start
      while seen <= lower {
        seen += drawn[order[place]]
        place += 1
      }
      let first = sorted[place - 1]
      while seen <= upper {
        seen += drawn[order[place]]
        place += 1
      }
      return (first + sorted[place - 1]) / 2
    }
  }

  /// The figures, in the order of the contrasts; empty when no load has readings for all of them.
  let figures: [Replicates]

  /// Draws from loads for the first contrasts; of those after `count` only the values are taken. Loads without readings for
  /// every contrast are left out, and rounds with a reading that is no number.
  ///
  /// Loads and rounds are put in an order first: what is drawn depends on the readings, not on when they were taken.
  init(_ loads: [BenchLoad], of contrasts: [Contrast], drawingFor count: Int, draws: Int, seed: UInt64 = 0x6173_7361_79)
  {
    let rows = loads.compactMap { load -> [[Double]]? in
      let columns = contrasts.compactMap { $0.rounds(of: load) }
      guard columns.count == contrasts.count, let count = columns.map(\.count).min() else { return nil }
      let rows = (0..<count).map { round in columns.map { $0[round] } }.filter { $0.allSatisfy(\.isFinite) }
      return rows.isEmpty ? nil : rows.sorted { $0.lexicographicallyPrecedes($1) }
    }
    let ordered = rows.sorted { $0.lexicographicallyPrecedes($1) { $0.lexicographicallyPrecedes($1) } }.map(Load.init)
    guard !ordered.isEmpty else {
      figures = []
      return
    }
    var figures = contrasts.indices.map { column in
      let medians = ordered.map { $0.median(column) }
      return Replicates(value: Self.median(medians), loads: medians, drawn: [])
    }
    var generator = SplitMix64(seed: seed)
    var counts = Array(repeating: 0, count: ordered.map(\.count).max() ?? 0)
    var medians = (0..<count).map { _ in Array(repeating: 0.0, count: ordered.count) }
    for _ in 0..<draws {
      for turn in ordered.indices {
        let load = ordered[generator.index(below: ordered.count)]
        for round in counts.indices { counts[round] = 0 }
        for _ in 0..<load.count { counts[generator.index(below: load.count)] += 1 }
        for column in medians.indices { medians[column][turn] = load.median(column, drawn: counts) }
      }
      for column in medians.indices { figures[column].drawn.append(Self.median(medians[column])) }
    }
    self.figures = figures
  }

  /// The median of values that are numbers, of which there is one at least.
  private static func median(_ values: [Double]) -> Double {
    var sorted = values
    sorted.sort()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }
}
