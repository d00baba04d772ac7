public import Measuring

/// How often ways to compare two programs are right, in a table.
public struct PowerText {
  /// One way to compare.
  public struct Way {
    /// What it is called.
    public var name: String
    /// What it said of equal programs.
    public var equal: PowerTally
    /// What it said of programs of which one is dearer.
    public var dearer: PowerTally

    /// A way.
    public init(_ name: String, equal: PowerTally, dearer: PowerTally) {
      self.name = name
      self.equal = equal
      self.dearer = dearer
    }
  }
  private let ways: [Way]

  /// Ways, the first of them those that promise something.
  public init(_ ways: [Way]) {
    self.ways = ways
  }

  /// The table. False alarms come with the most that they can be, what was found with the least, 95 times in 100.
  public func render(_ traits: TerminalTraits) -> String {
    var table = TextTable(columns: [
      .init("COMPARED BY", .left), .init("FALSE ALARMS"), .init("AT MOST"), .init("FOUND"), .init("AT LEAST"),
      .init("UNDECIDED"), .init("LOADS"),
    ])
    for way in ways {
      let undecided = way.equal.inconclusive + way.dearer.inconclusive
      let trials = way.equal.trials + way.dearer.trials
      table.lines.append(
        .cells([
          .init(way.name), .init("\(way.equal.regressions) of \(way.equal.trials)"),
          .init("\(NumberText.decimal(way.equal.upperBound * 100, places: 2)) %"),
          .init("\(way.dearer.regressions) of \(way.dearer.trials)"),
          .init("\(NumberText.decimal(way.dearer.lowerBound * 100, places: 2)) %"),
          .init("\(undecided) of \(trials)"),
          .init(NumberText.decimal(Double(way.equal.loads) / Double(max(way.equal.trials, 1)), places: 1)),
        ]))
    }
    return table.render(traits)
  }
}
