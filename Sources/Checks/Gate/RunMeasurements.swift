import Gate
import Jobs
import Measuring
import Project
import Reports

/// The figures of runs that were counted in virtual machines.
///
/// What is kept of a program is its body: the part that its own code makes. It is told for each boot; where boots differ in it,
/// the program does not do the same each time, and there is no figure. That they differ in what is around it, as in how a
/// driver's deed goes, is no matter.
struct RunMeasurements {
  let project: GateProject

  /// The figures of the rows that have some.
  func figures(_ report: BenchReport) -> [MeasuredFigure] { report.rows.compactMap(figure) }

  private func figure(_ row: BenchRow) -> MeasuredFigure? {
    guard row.exact != nil, let kernel = row.kernel, let key = row.key else { return nil }
    let subject = FigureSubject(
      input: project.relative(row.input), variant: row.variant, program: row.program.name, kernel: kernel.name,
      testCase: row.caseName, metric: .instructions)
    let boots = row.outcomes.compactMap { outcome in
      ExactFigures(boots: [outcome.loads], isAttached: outcome.isAttached, runsPerDeed: outcome.runsPerDeed)
    }
    let bodies = boots.map { $0.body ?? $0.total }
    let bases = boots.map { boot in boot.change.map { (boot.body ?? boot.total) - $0 } }
    guard boots.count == row.outcomes.count, let body = bodies.first, Set(bodies).count == 1,
      boots.allSatisfy(\.areWhole)
    else {
      let isUnsteady = boots.contains { !$0.areWhole }
      return MeasuredFigure(
        subject, nil, key: key, charged: boots.map(\.charged),
        undecided: Undecided(isUnsteady ? .unsteady : .bootsDisagree, remedies: [.sameInput]))
    }
    return MeasuredFigure(
      subject, body, key: key, charged: boots.map(\.charged), base: Set(bases).count == 1 ? bases[0] : nil)
  }
}
