import Jobs
import Measuring

extension BenchReport {
  /// The report's figures as other tools take them. What is counted neither in time nor in cycles nor in instructions is left
  /// out, and so are figures that mean little: of boots that disagree, of programs that never do the same, of series most of
  /// whose rounds were dropped.
  public var figures: [BenchFigure] { rows.flatMap(\.figures) }
}

extension BenchRow {
  /// What made the program run, as figures name it; nil for test runs.
  public var driverWords: String? {
    outcomes.first.flatMap { outcome in outcome.driver?.rawValue ?? outcome.workload.map { _ in "workload" } }
  }

  /// The row's figures; those that mean little are left out.
  public var figures: [BenchFigure] {
    guard let outcome = outcomes.first, let clock = outcome.clock else { return [] }
    if let exact {
      guard exact.isSteady, exact.disagreeing.isEmpty else { return [] }
      return [(BenchFigure.Part.hook, exact.hook), (.body, exact.body), (.total, exact.total)].compactMap {
        part, count in
        count.map { figure(part, .instructions, Estimate(exactly: Double($0)), loads: [], outcome) }
      }
    }
    guard let costs, !costs.isDisturbed, let unit = clock.unit else { return [] }
    let loads = outcome.loads.compactMap { load in
      CostFigures(
        [load], isAttached: isAttached, clock: clock, burst: outcome.burst, runsPerDeed: outcome.runsPerDeed, draws: 0)
    }
    let parts: [(BenchFigure.Part, (CostFigures) -> Estimate?)] = [
      (.hook, { $0.hook }), (.body, { $0.body }), (.total, { $0.total }),
    ]
    return parts.compactMap { part, estimate in
      estimate(costs).map { whole in
        figure(
          part, unit.unit, whole.scaled(by: unit.scale),
          loads: loads.compactMap { estimate($0)?.value }
            .map { $0 * unit.scale }, outcome)
      }
    }
  }

  private func figure(
    _ part: BenchFigure.Part, _ unit: BenchFigure.Unit, _ estimate: Estimate, loads: [Double], _ outcome: BenchOutcome
  ) -> BenchFigure {
    let rounds = outcome.loads.first?.readings(.head).count ?? 0
    return BenchFigure(
      object: ObjectLabel.of(input, variant), program: program.name, testCase: caseName,
      driver: driverWords,
      kernel: kernel.flatMap { $0.name == "host" ? nil : $0.name }, part: part,
      unit: unit, estimate: estimate, loads: loads, runs: outcome.burst * rounds)
  }
}

extension BenchClock {
  /// The unit that figures of this clock are told in, and how much of it one unit of the clock is.
  fileprivate var unit: (unit: BenchFigure.Unit, scale: Double)? {
    if let scale = nanoseconds(1) { return (.nanoseconds, scale) }
    if rung == .instructions { return (.instructions, 1) }
    return countsCycles ? (.cycles, 1) : nil
  }
}
