import Jobs
import Measuring
import Testing

@Suite struct BaselineGateTests {
  private static let ticks = BenchClock(.tsc, frequency: 2.5e9, step: 25)

  private func exact(_ body: Double, twin: Double = 85) throws -> ExactFigures {
    let load = BenchLoad(arms: [.init(.twin, readings: [twin]), .init(.head, readings: [twin + body])])
    return try #require(ExactFigures(boots: [[load], [load]], isAttached: false))
  }

  /// Three loads whose bodies are one unit apart.
  private func timed(_ body: Double) throws -> CostFigures {
    let loads = (0..<3).map { load in
      BenchLoad(arms: [
        .init(.twin, readings: Array(repeating: 100, count: 9)),
        .init(.head, readings: Array(repeating: 100 + body + Double(load), count: 9)),
      ])
    }
    return try #require(CostFigures(loads, isAttached: false, clock: Self.ticks, burst: 1000))
  }

  private func key(_ object: String = "a", compiler: String? = "clang version 21.0.0") -> FigureKey {
    var key = FigureKey(object: object)
    key.compiler = compiler
    key.kernel = "6.12.118"
    key.emulator = "QEMU emulator version 7.2.22"
    return key
  }

  @Test func `exact figures are compared to the instruction`() throws {
    let gate = BaselineGate()
    let before = try exact(150)
    let dearer = gate.compare(try exact(151), key("b"), with: before, key())
    #expect(dearer.change == Estimate(exactly: 1) && dearer.decision == .regression && !dearer.isSameObject)
    let same = gate.compare(before, key(), with: before, key())
    #expect(same.change == Estimate(exactly: 0) && same.decision == .noRegression(isImproved: false))
    #expect(same.isSameObject && same.differences.isEmpty)
    #expect(gate.compare(try exact(140), key("b"), with: before, key()).decision == .noRegression(isImproved: true))
    // What runs around a program is not its own.
    #expect(gate.compare(try exact(150, twin: 90), key("b"), with: before, key()).change == Estimate(exactly: 0))
  }

  @Test func `with another key nothing is said of the code, and the compiler comes first`() throws {
    var other = key("b", compiler: "clang version 22.0.0")
    other.kernel = "6.12.120"
    other.emulator = nil
    let change = BaselineGate().compare(try exact(190), other, with: try exact(150), key())
    #expect(change.decision == .inconclusive(Undecided(.otherConditions, remedies: [.pairing])))
    #expect(change.change == Estimate(exactly: 40))
    #expect(change.differences.map(\.part) == [.compiler, .kernel, .emulator])
    #expect(change.differences.first?.before == "clang version 21.0.0")
    #expect(change.differences.last?.after == nil)
  }

  @Test func `times count only where all of the interval lies beyond what is allowed`() throws {
    let gate = BaselineGate()
    func decide(_ now: Double, _ then: Double) throws -> ChangeDecision {
      gate.compare(try timed(now), Self.ticks, key("b"), with: try timed(then), Self.ticks, key()).decision
    }
    #expect(try decide(80, 40) == .regression)
    #expect(try decide(40, 80) == .noRegression(isImproved: true))
    #expect(
      try decide(41, 40) == .inconclusive(Undecided(.wideInterval, remedies: [.pairing, .exactMode])))
    // Of the same object no time is a regression: it strays with what else there is.
    let same = gate.compare(try timed(80), Self.ticks, key(), with: try timed(40), Self.ticks, key())
    #expect(same.decision == .noRegression(isImproved: false) && same.isSameObject)
    let change = gate.compare(try timed(80), Self.ticks, key("b"), with: try timed(40), Self.ticks, key())
    // 40 ticks of 0.4 ns.
    #expect(((change.change?.value ?? 0) - 16).magnitude < 1e-9)
    var disturbed = try timed(80)
    disturbed.dropped = 1000
    #expect(
      gate.compare(disturbed, Self.ticks, key("b"), with: try timed(40), Self.ticks, key()).decision
        == .inconclusive(Undecided(.disturbed, remedies: [.quieterMachine, .exactMode])))
  }
}
