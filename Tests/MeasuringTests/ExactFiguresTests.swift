import Jobs
import Measuring
import Testing

@Suite struct ExactFiguresTests {
  /// A load whose arms were read eleven times, a tick in some of them.
  private func load(_ arms: [(BenchArm, Double)], ticks: Int = 0) -> BenchLoad {
    BenchLoad(
      arms: arms.map { arm, count in
        BenchLoad.Arm(arm, readings: (0..<11).map { $0 < ticks ? count + 12.35 + Double($0) : count })
      })
  }

  @Test func `an attached program's hook and body are its total`() throws {
    // getppid, 338 instructions; a kprobe's hook takes 357 and a hash lookup 153.
    let boot = [load([(.bare, 338), (.twin, 695), (.control, 695), (.head, 848)], ticks: 3)]
    let figures = try #require(ExactFigures(boots: [boot, boot], isAttached: true))
    #expect(figures.hook == 357 && figures.body == 153 && figures.total == 510)
    #expect(figures.noise == 0 && figures.floor == 695 && figures.charged == 510)
    #expect(figures.isSteady && figures.areWhole && figures.disagreeing.isEmpty && figures.boots == 2)
    #expect(figures.readings == 44 && figures.dropped == 12)
  }

  @Test func `what reading the counter costs falls out`() throws {
    // 200 calls and 37 instructions around them.
    let arms: [(BenchArm, Double)] = [(.bare, 338.185), (.twin, 468.185), (.head, 621.185)]
    let figures = try #require(ExactFigures(boots: [[load(arms)]], isAttached: true))
    #expect(figures.hook == 130 && figures.body == 153 && figures.total == 283 && figures.areWhole)
  }

  @Test func `test runs have a floor and no hook`() throws {
    let boot = [load([(.twin, 85), (.control, 85), (.base, 238), (.head, 248)])]
    let figures = try #require(ExactFigures(boots: [boot], isAttached: false))
    #expect(figures.hook == nil && figures.floor == 85 && figures.body == 163 && figures.total == 248)
    #expect(figures.change == 10 && figures.charged == 163)
  }

  @Test func `a program that runs several times for each deed is counted by run`() throws {
    let arms: [(BenchArm, Double)] = [(.bare, 1000), (.twin, 1390), (.head, 1849)]
    let figures = try #require(ExactFigures(boots: [[load(arms)]], isAttached: true, runsPerDeed: 3))
    #expect(figures.hook == 130 && figures.body == 153 && figures.total == 283 && figures.areWhole)
    let uneven = try #require(ExactFigures(boots: [[load(arms)]], isAttached: true, runsPerDeed: 2))
    #expect(!uneven.areWhole && uneven.total == (uneven.hook ?? 0) + (uneven.body ?? 0))
  }

  @Test func `boots that differ by an instruction are marked`() throws {
    let one = [load([(.twin, 85), (.head, 238)])]
    let other = [load([(.twin, 85), (.head, 239)])]
    let figures = try #require(ExactFigures(boots: [one, one, other], isAttached: false))
    #expect(figures.disagreeing == [.head])
    let lacking = try #require(ExactFigures(boots: [one, [load([(.twin, 85)])]], isAttached: false))
    #expect(lacking.disagreeing == [.head])
  }

  /// A load of deeds of which each takes as much more as `steps` says, and what the kernel's statistics say of a run.
  private func deeds(hook: Double, body: Double, steps: [Double], emptySteps: [Double]? = nil) -> BenchLoad {
    let arms: [(BenchArm, Double, Double)] = [
      (.bare, 6000, 0), (.twin, 6000 + hook, 46), (.head, 6000 + hook + body, 46 + body),
    ]
    return BenchLoad(
      arms: arms.map { arm, level, time in
        let steps = arm == .bare ? emptySteps ?? steps : steps
        return .init(arm, readings: steps.map { level + $0 }, counts: [steps.map { _ in time }])
      })
  }

  @Test func `a hook is what deeds most often take more with it, whatever else they take`() throws {
    // No reading is that of most, and what comes most often is not the same with and without the program.
    let load = deeds(hook: 356, body: 128, steps: [0, 0, 4, 4, 171, 175], emptySteps: [0, 0, 4, 4, 171, 171])
    let figures = try #require(ExactFigures(boots: [[load], [load]], isAttached: true))
    #expect(figures.hook == 356 && figures.body == 128 && figures.total == 484)
    #expect(figures.isSteady && figures.areWhole && figures.disagreeing.isEmpty)
  }

  @Test func `a hook that deeds do not tell is not told, and the body is`() throws {
    let spread = deeds(hook: 356, body: 128, steps: [0, 10, 31, 62, 97, 113], emptySteps: [1, 9, 33, 59, 98, 120])
    let figures = try #require(ExactFigures(boots: [[spread]], isAttached: true))
    #expect(figures.hook == nil && figures.body == 128 && figures.total == 128 && figures.areWhole)
    // No driver reaches the place alone: there is nothing but what statistics say.
    var silent = deeds(hook: 356, body: 128, steps: [0, 0, 0])
    for index in silent.arms.indices { silent.arms[index].readings = [] }
    let body = try #require(ExactFigures(boots: [[silent]], isAttached: true))
    #expect(body.hook == nil && body.body == 128 && body.total == 128)
    // Seven runs a deed, whose difference is no multiple of seven.
    let uneven = deeds(hook: 2551, body: 128, steps: [0, 0, 0])
    let several = try #require(ExactFigures(boots: [[uneven]], isAttached: true, runsPerDeed: 8))
    #expect(several.hook == nil && several.body == 128 && several.areWhole)
  }

  @Test func `boots that tell different hooks or bodies are marked`() throws {
    let boot = [deeds(hook: 356, body: 128, steps: [0, 0, 0])]
    let hook = try #require(
      ExactFigures(boots: [boot, [deeds(hook: 360, body: 128, steps: [0, 0, 0])]], isAttached: true))
    #expect(hook.disagreeing == [.bare])
    let body = try #require(
      ExactFigures(boots: [boot, [deeds(hook: 356, body: 129, steps: [0, 0, 0])]], isAttached: true))
    #expect(body.disagreeing == [.head])
  }

  @Test func `a program that never does the same is not steady`() throws {
    let head = BenchLoad.Arm(.head, readings: (0..<11).map { 238 + Double($0) })
    let figures = try #require(ExactFigures(boots: [[BenchLoad(arms: [head])]], isAttached: false))
    #expect(!figures.isSteady && figures.total == 238 && figures.dropped == 10)
    let halves = [load([(.head, 238)]), load([(.head, 240)])]
    #expect(try !#require(ExactFigures(boots: [halves], isAttached: false)).isSteady)
    let unequal = [load([(.twin, 85), (.control, 86), (.head, 238)])]
    #expect(try !#require(ExactFigures(boots: [unequal], isAttached: false)).isSteady)
  }

  @Test func `nothing read gives no figures`() {
    #expect(ExactFigures(boots: [], isAttached: false) == nil)
    #expect(ExactFigures(boots: [[]], isAttached: false) == nil)
    #expect(ExactFigures(boots: [[load([(.head, 5)])]], isAttached: true) == nil)
    #expect(ExactFigures(boots: [[load([(.head, .nan)])]], isAttached: false) == nil)
    #expect(ExactFigures(boots: [[load([(.head, 1e300)])]], isAttached: false) == nil)
  }

  @Test func `the gate lets through what is allowed and no instruction more`() throws {
    let figures = try [237.0, 238, 239].map { head in
      try #require(ExactFigures(boots: [[load([(.base, 238), (.head, head)])]], isAttached: false))
    }
    #expect(
      figures.map { ExactGate().decide($0) } == [
        .noRegression(isImproved: true), .noRegression(isImproved: false), .regression,
      ])
    #expect(ExactGate(allowed: 1).decide(figures[2]) == .noRegression(isImproved: false))
    let alone = try #require(ExactFigures(boots: [[load([(.head, 1)])]], isAttached: false))
    #expect(ExactGate().decide(alone) == .inconclusive(Undecided(.noBase, remedies: [])))
    let differing = try #require(
      ExactFigures(
        boots: [[load([(.base, 1), (.head, 5)])], [load([(.base, 1), (.head, 6)])]], isAttached: false))
    #expect(ExactGate().decide(differing) == .inconclusive(Undecided(.bootsDisagree, remedies: [.sameInput])))
    let unsteady = [BenchLoad(arms: [.init(.base, readings: [1, 2]), .init(.head, readings: [3, 4])])]
    #expect(
      ExactGate().decide(try #require(ExactFigures(boots: [unsteady], isAttached: false)))
        == .inconclusive(Undecided(.unsteady, remedies: [.sameInput])))
  }
}
