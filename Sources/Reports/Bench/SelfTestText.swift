import Jobs
import Measuring

/// How often `assay bench` is right on this machine, for people.
public struct SelfTestText {
  private let report: SelfTestReport

  /// A report in words.
  public init(_ report: SelfTestReport) {
    self.report = report
  }

  /// The table, the smallest change that can be told, and what it comes to.
  public func render(_ traits: TerminalTraits) -> String {
    let table = PowerText(
      report.gates.map { PowerText.Way("assay bench, \($0.loads) loads", equal: $0.equal, dearer: $0.dearer) })
    var sentences = report.gates.compactMap { gate in
      gate.detectable.map {
        "With \(gate.loads) loads alone a change of \(amount($0.median)) is told from noise, and one of \(amount($0.most)) 95 "
          + "times in 100."
      }
    }
    sentences.append(
      "FALSE ALARMS are of a program against itself, FOUND of one of 20 more instructions; the bounds are right 95 times "
        + "in 100. " + (report.clock.words))
    sentences.append(
      report.holds
        ? "On this machine a change that assay bench reports is one."
        : "On this machine, as it is now, the default gate is less sure than it is to be (at most "
          + "\(percent(GatePower.wanted.falseAlarms)) false alarms, at least \(percent(GatePower.wanted.found)) found): take "
          + "more loads (--loads), a quieter machine, or count instructions with --exact.")
    return table.render(traits) + "\n"
      + sentences.flatMap { TerminalText.wrap($0, to: traits.columns) }.map { $0 + "\n" }.joined()
  }

  private func amount(_ units: Double) -> String {
    report.clock.nanoseconds(units).map { "\(NumberText.decimal($0, places: 2)) ns" }
      ?? "\(NumberText.decimal(units, places: 1)) \(report.clock.countsCycles ? "cycles" : "units of the clock")"
  }

  private func percent(_ share: Double) -> String { "\(NumberText.decimal(share * 100, places: 1)) %" }
}
