import Findings
import Foundation
import Gate
import Measuring
import Project
import Testing

/// What figures come to: the rules of baselines.
@Suite struct FigureJudgeTests {
  private static func key(_ compiler: String = "clang 19") -> FigureKey {
    var key = FigureKey(object: "1")
    key.compiler = compiler
    key.kernel = "6.12"
    return key
  }

  private static func subject(_ metric: GateMetric, kernel: String = "debian:6.12") -> FigureSubject {
    FigureSubject(input: "a.bpf.c", program: "filter", kernel: kernel, metric: metric)
  }

  private func judge(_ baseline: Baseline, _ settings: String = "{}") throws -> FigureJudge {
    let settings = try ProjectSettings(Array(settings.utf8), path: "assay.yml")
    return FigureJudge(
      baseline: baseline, growth: settings.growth, budgets: settings.budgets,
      month: try #require(CalendarMonth("2027-02")))
  }

  private static func baseline(_ value: Int, _ metric: GateMetric = .instructions, _ acceptance: Acceptance? = nil)
    -> Baseline
  {
    var baseline = Baseline()
    baseline.figures[subject(metric)] = BaselineFigure(value, key())
    baseline.acceptances[subject(metric)] = acceptance
    return baseline
  }

  private func decision(
    _ value: Int?, _ baseline: Baseline, base: Int? = nil, key: FigureKey = key(), _ metric: GateMetric = .instructions
  ) throws -> FigureComparison {
    try judge(baseline).judge(MeasuredFigure(Self.subject(metric), value, key: key, base: base)).comparison
  }

  @Test func `one instruction more is a regression, one less is none`() throws {
    #expect(try decision(101, Self.baseline(100)).decision == .regression)
    #expect(try decision(100, Self.baseline(100)).decision == .pass)
    #expect(try decision(99, Self.baseline(100)).decision == .improved)
  }

  @Test func `the verifier's walk may grow by a tenth, and no further`() throws {
    #expect(try decision(1100, Self.baseline(1000, .verified), .verified).decision == .pass)
    #expect(try decision(1101, Self.baseline(1000, .verified), .verified).decision == .regression)
    #expect(try decision(9, Self.baseline(1, .states), .states).decision == .unjudged)
  }

  @Test func `what is only shown is told against what it was measured beside, and never across keys`() throws {
    let kept = Self.baseline(7, .states)
    #expect(try decision(9, kept, .states) == FigureComparison(before: 7, source: .baseline, .unjudged))
    #expect(try decision(9, Baseline(), base: 8, .states) == FigureComparison(before: 8, source: .base, .unjudged))
    let other = Self.key("clang 20")
    #expect(try decision(9, kept, base: 8, key: other, .states).source == .base)
    #expect(try decision(9, kept, key: other, .states) == FigureComparison(.unjudged))
  }

  @Test func `a figure without an earlier one is new`() throws {
    #expect(try decision(101, Baseline()).decision == .new)
  }

  @Test func `of another key it is undecided, never a pass, and the compiler is told first`() throws {
    var key = Self.key("clang 20")
    key.kernel = "6.13"
    let comparison = try decision(50, Self.baseline(100), key: key)
    guard case .otherConditions(let differences) = comparison.decision else {
      Issue.record("\(comparison)")
      return
    }
    #expect(differences.map(\.part) == [.compiler, .kernel])
  }

  @Test func `of another key the base commit decides, where it was measured beside it`() throws {
    let other = Self.key("clang 20")
    let worse = try decision(101, Self.baseline(500), base: 100, key: other)
    #expect(worse == FigureComparison(before: 100, source: .base, allowed: 100, .regression))
    #expect(try decision(100, Self.baseline(5), base: 100, key: other).decision == .pass)
    // Of the same key the baseline does, against which nothing creeps.
    #expect(try decision(101, Self.baseline(100), base: 101).decision == .regression)
    #expect(try decision(101, Baseline(), base: 100).decision == .regression)
  }

  @Test func `what is accepted holds up to its value and its month`() throws {
    func accepted(_ until: String?) -> Acceptance {
      Acceptance(upTo: 120, until: until.flatMap { CalendarMonth($0) }, reason: "r")
    }
    #expect(
      try decision(120, Self.baseline(100, .instructions, accepted("2027-02"))).decision
        == .accepted(accepted("2027-02")))
    #expect(try decision(120, Self.baseline(100, .instructions, accepted(nil))).decision == .accepted(accepted(nil)))
    #expect(try decision(121, Self.baseline(100, .instructions, accepted(nil))).decision == .regression)
    #expect(
      try decision(120, Self.baseline(100, .instructions, accepted("2027-01"))).decision
        == .expired(accepted("2027-01")))
    #expect(try decision(100, Self.baseline(100, .instructions, accepted("2027-01"))).decision == .pass)
  }

  @Test func `what could not be measured is undecided`() throws {
    guard case .undecided = try decision(nil, Self.baseline(100)).decision else {
      Issue.record("it was decided")
      return
    }
  }

  @Test func `of boots that differ a budget is decided where all say the same`() throws {
    let judge = try judge(Baseline(), "{budgets: {filter: {worst_case: 400 instructions, instructions: 500}}}")
    func holds(_ charged: [Int]) -> Bool? {
      judge.judge(MeasuredFigure(Self.subject(.instructions), 5, key: Self.key(), charged: charged)).budget?.holds
    }
    #expect(holds([399, 400]) == true)
    #expect(holds([401, 450]) == false)
    #expect(holds([399, 401]) == nil)
    #expect(holds([]) == nil)
  }

  @Test func `a budget may be reached and not exceeded`() throws {
    let settings = "{budgets: {'fil*': {verified_instructions: 0.1 %, stack_bytes: 256}}}"
    func holds(_ value: Int?, _ metric: GateMetric) throws -> BudgetedFigure? {
      try judge(Baseline(), settings).judge(MeasuredFigure(Self.subject(metric), value, key: Self.key())).budget
    }
    #expect(try holds(1000, .verified)?.holds == true)
    #expect(try holds(1001, .verified)?.holds == false)
    #expect(try holds(257, .stack)?.holds == false)
    #expect(try holds(nil, .stack)?.holds == nil)
    #expect(try holds(7, .jited) == nil)
  }

  @Test func `an update takes what is better and what is new, and keeps what regressed as it was`() throws {
    let judge = try judge(Self.baseline(100))
    func figure(_ value: Int?, kernel: String = "debian:6.12") -> GateFigure {
      judge.judge(MeasuredFigure(Self.subject(.instructions, kernel: kernel), value, key: Self.key()))
    }
    func scope(_ inputs: Set<String>, _ programs: Set<[String]>, kernel: String = "debian:6.12") -> Baseline.Scope {
      Baseline.Scope(inputs: inputs, programs: programs, kernels: [kernel])
    }
    let there = scope(["a.bpf.c"], [["a.bpf.c", "filter"]])
    func updated(_ figures: GateFigure..., of scope: Baseline.Scope? = nil) -> [Int] {
      judge.baseline.updated(with: figures, of: scope ?? there).figures.values.map(\.value)
    }
    #expect(updated(figure(90)) == [90])
    #expect(updated(figure(110)) == [100])
    #expect(updated(figure(nil)) == [100])
    #expect(updated(figure(90, kernel: "host")) == [100])
    // The program is there and was refused; it is gone; its kernel is; nobody looked.
    #expect(updated() == [100])
    #expect(updated(of: scope(["a.bpf.c"], [])) == [])
    #expect(updated(of: scope(["a.bpf.c"], [["a.bpf.c", "filter"]], kernel: "debian:6.1")) == [])
    #expect(updated(of: scope(["b.bpf.c"], [])) == [100])
  }
}
