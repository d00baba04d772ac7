import BPFObject
import Glibc
import Jobs
import KernelFacts

/// Measures one subject: its arms are loaded afresh a few times, and in each load they have their turns.
struct SubjectRun {
  /// The share of disturbed rounds at which a load is given up: rounds are begun again until there are enough, or so many
  /// times more than asked for.
  private static let mostTries = 4
  /// What a burst is to take where the schedule leaves it open: long against what begins and ends it, short against the
  /// kernel's tick, which falls into few of them then.
  private static let burstSeconds = 50e-6
  private static let burstInstructions = 200_000.0
  private static let mostRuns = 1 << 16
  private static let mostCountedRuns = 1000
  /// Where the kernel counts a burst's runs, its own part of less than 64 instructions is in the burst once: divided by as
  /// many runs it is nothing, whatever the burst.
  private static let leastCountedRuns = 64
  /// A timer's tick comes every four million instructions: half as many leave most bursts without one.
  private static let mostBurstInstructions = 2_000_000.0

  let job: BenchJob
  let subject: BenchSubject
  let objects: MeasuredObjects
  let clock: any BurstClock

  /// Measures it.
  func outcome() -> BenchOutcome {
    var outcome = BenchOutcome(subject: subject.number)
    outcome.clock = clock.kind
    outcome.counters = clock.counters + (takesRunTime ? [RunTime.counter] : [])
    do throws(Refusal) {
      if let refusal = try objects.refusal(of: subject) { throw refusal }
      var hook: HookDeed?
      let deed = try deed(&outcome, &hook)
      for _ in 0..<subject.schedule.loads {
        let arms = try objects.arms(of: subject, deed: deed, &outcome)
        if job.countsInstructions, let deed = deed as? DeedBurst {
          outcome.burst = 1
          outcome.loads.append(try countedLoad(arms, deed, hook))
          continue
        }
        if outcome.burst == 0 {
          outcome.burst = if let runs = subject.schedule.runs { runs } else { try burst(of: arms) }
        }
        outcome.loads.append(try load(arms, runs: outcome.burst, counters: outcome.counters.count))
      }
      trace(&outcome)
    } catch {
      outcome.failure = CaseFailure(verdict: error.verdict, reason: error.reason)
    }
    return outcome
  }

  /// Steps through one run, where that is asked for. What was measured counts without, too.
  private func trace(_ outcome: inout BenchOutcome) {
    guard job.tracesRuns else { return }
    do throws(Refusal) {
      let traces = try SubjectTrace(subject: subject, objects: objects, driver: outcome.driver).take()
      outcome.trace = traces.head
      outcome.baseTrace = traces.base
    } catch {
      outcome.untraced = error.reason
    }
  }

  // MARK: - Drivers

  /// What makes an attached program run: a command, or a driver, found by trial where none is asked for. Nil for test runs.
  private func deed(_ outcome: inout BenchOutcome, _ hook: inout HookDeed?) throws(Refusal) -> (any RepeatedDeed)? {
    switch subject.way {
    case .run: return nil
    case .attached(let asked):
      let trial = DriverTrial(objects: objects, subject: subject, counts: job.countsInstructions)
      let found = try trial.run(asked.map { [$0] } ?? BenchDriver.general)
      outcome.driver = found.burst.driver
      outcome.runsPerDeed = found.runs
      hook = found.hook
      return found.burst
    case .workload(let words):
      let deed = try CommandDeed(words)
      let count = try WorkloadTrial(objects: objects, subject: subject).run(deed)
      outcome.workload = words
      outcome.runsPerDeed = count.runs
      outcome.runsPerSecond = count.runsPerSecond
      return deed
    }
  }

  // MARK: - Bursts

  /// As many runs of the program as a burst is to take, so far as bursts of powers of two tell.
  private func burst(of arms: [MeasuredArm]) throws(Refusal) -> Int {
    guard let head = arms.last else { return 1 }
    let wanted = clock.kind.frequency.map { $0 * Self.burstSeconds } ?? Self.burstInstructions
    let most = job.countsInstructions ? Self.mostCountedRuns : Self.mostRuns
    let link = try head.attach()
    defer { withExtendedLifetime(link) {} }
    try fire(head, 1)
    if job.countsInstructions, case .runs(let burst) = head.way, burst.repeats {
      return Self.countedRuns(of: try countedRun(of: head, burst))
    }
    var runs = 1
    for _ in 0..<Self.mostTrials where runs < most {
      guard let reading = try reading(of: head, runs) else { continue }
      var value = reading.value
      // A tick in it would end the search early, in one boot and not in the other.
      if job.countsInstructions, let again = try self.reading(of: head, runs) { value = min(value, again.value) }
      guard value < wanted / 2 else { break }
      runs *= 2
    }
    return min(runs, most)
  }

  /// What the kernel counts for a run, which leaves out what a call of many of them does before and after.
  private func countedRun(of arm: MeasuredArm, _ burst: RunBurst) throws(Refusal) -> Double {
    try fire(arm, 2)
    return Double(burst.nanoseconds)
  }

  /// Runs in a burst of which each takes so many instructions.
  static func countedRuns(of run: Double) -> Int {
    let wanted = burstInstructions / max(run, 1)
    let least = min(Double(leastCountedRuns), mostBurstInstructions / max(run, 1))
    return Int(min(max(wanted, least, 1), Double(mostCountedRuns)))
  }

  /// Bursts that are tried until one is long enough, disturbed ones too.
  private static let mostTrials = 100

  /// Makes runs; false when a signal cut them short.
  @discardableResult
  private func fire(_ arm: MeasuredArm, _ runs: Int) throws(Refusal) -> Bool {
    let code = try arm.fire(runs)
    guard code == 0 || code == EINTR else {
      throw Refusal(.environment, Reason("the kernel refuses a test run: \(ErrorNumber(code).text)", errno: code))
    }
    return code == 0
  }

  private func reading(of arm: MeasuredArm, _ runs: Int) throws(Refusal) -> BurstReading? {
    clock.start()
    let isWhole = try fire(arm, runs)
    guard let reading = clock.stop(), isWhole, !isDisturbed(reading, of: arm) else { return nil }
    return reading
  }

  /// Whether a burst says more of the machine than of what ran. Some drivers give their processor away themselves.
  private func isDisturbed(_ reading: BurstReading, of arm: MeasuredArm) -> Bool {
    guard case .deeds(let deed, _) = arm.way, deed.givesAway else { return reading.isDisturbed }
    return reading.migrations != 0 || !reading.isWhole
  }

  // MARK: - Rounds

  private func load(_ arms: [MeasuredArm], runs: Int, counters: Int) throws(Refusal) -> BenchLoad {
    var load = BenchLoad(
      arms: arms.map { BenchLoad.Arm($0.arm, readings: [], counts: Array(repeating: [], count: counters)) })
    for arm in arms { arm.fixedCost = try fixedCost(of: arm) }
    var round = 0
    while (load.arms.first?.readings.count ?? 0) < subject.schedule.rounds,
      round < Self.mostTries * subject.schedule.rounds
    {
      // There and back, so that what drifts weighs on all alike.
      let order = round.isMultiple(of: 2) ? Array(arms.indices) : arms.indices.reversed()
      round += 1
      var readings = [BurstReading?](repeating: nil, count: arms.count)
      for index in order { readings[index] = try turn(of: arms[index], runs) }
      let whole = readings.compactMap(\.self)
      guard whole.count == arms.count else {
        load.disturbed += 1
        continue
      }
      for (index, reading) in whole.enumerated() {
        load.arms[index].readings.append(reading.value)
        for (counter, count) in reading.counts.enumerated() { load.arms[index].counts[counter].append(count) }
      }
      if isSettled(load) { break }
    }
    return load
  }

  /// Whether further rounds would tell nothing, where instructions are counted.
  private func isSettled(_ load: BenchLoad) -> Bool {
    job.countsInstructions && load.arms.allSatisfy { Self.areSettled($0.readings) }
  }

  /// What is counted of deeds: what a program takes and what it costs that it is attached are both told by single ones.
  private func countedLoad(_ arms: [MeasuredArm], _ deed: DeedBurst, _ hook: HookDeed?) throws(Refusal) -> BenchLoad {
    var load = BenchLoad(arms: arms.map { BenchLoad.Arm($0.arm, readings: [], counts: [[]]) })
    for round in 0..<subject.schedule.rounds {
      for index in round.isMultiple(of: 2) ? Array(arms.indices) : arms.indices.reversed() {
        // What a hook costs is told by empty programs and none.
        let isProgram = arms[index].arm == .head || arms[index].arm == .base
        let turn = CountedTurn(arm: arms[index], deed: deed, hook: isProgram ? nil : hook)
        let readings = try turn.readings(Self.countedDeeds)
        load.arms[index].readings += readings.deeds
        load.arms[index].counts[0] += readings.runs
      }
      if load.arms.allSatisfy({ Self.areAlike($0.readings) && $0.counts.allSatisfy(Self.areAlike) }) { break }
    }
    return load
  }

  private static let countedDeeds = 16

  /// Whether three in four of at least two rounds' readings are the same: more of them would tell nothing.
  static func areAlike(_ readings: [Double]) -> Bool {
    let most = Dictionary(readings.map { ($0, 1) }, uniquingKeysWith: +).values.max() ?? 0
    return readings.isEmpty || readings.count >= 2 * countedDeeds && 4 * most >= 3 * readings.count
  }

  /// Whether what was counted is known: it was the same in three rounds and in no other way, or in five and in three of four.
  static func areSettled(_ counts: [Double]) -> Bool {
    let most = Dictionary(counts.map { ($0, 1) }, uniquingKeysWith: +).values.max() ?? 0
    return most >= 3 && most == counts.count || most >= 5 && 4 * most >= 3 * counts.count
  }

  /// An arm's turn in a round: what one run took, as the median of some bursts.
  private func turn(of arm: MeasuredArm, _ runs: Int) throws(Refusal) -> BurstReading? {
    let link = try arm.attach()
    defer { withExtendedLifetime(link) {} }
    for _ in 0..<subject.schedule.warmUp { try fire(arm, runs) }
    if job.countsInstructions { CountedTurn.settle() }
    var readings: [BurstReading] = []
    for _ in 0..<subject.schedule.bursts {
      guard let reading = try perRun(arm, runs) else { continue }
      readings.append(reading)
    }
    // Half of the bursts undisturbed are enough for a median.
    guard 2 * readings.count >= subject.schedule.bursts, !readings.isEmpty else { return nil }
    return readings.sorted { $0.value < $1.value }[readings.count / 2]
  }

  /// Whether the kernel's own statistics are read, too: where instructions are counted they tell a program's body to the
  /// instruction, whatever else a driver's deed does.
  private var takesRunTime: Bool {
    if case .attached = subject.way { job.countsInstructions } else { false }
  }

  /// What one run took in one burst.
  private func perRun(_ arm: MeasuredArm, _ runs: Int) throws(Refusal) -> BurstReading? {
    guard var reading = try reading(of: arm, runs) else { return nil }
    if job.countsInstructions, case .runs(let burst) = arm.way {
      // The kernel's own measure leaves out what begins and ends the call, and an XDP program's wait for a grace period.
      reading.value = burst.repeats ? Double(burst.nanoseconds) : Double(burst.ticks) / Double(runs)
    } else {
      // The cost beside the runs was read over one run: what is left is that of the others.
      reading.value = (reading.value - arm.fixedCost) / Double(arm.fixedCost == 0 ? runs : max(1, runs - 1))
    }
    reading.counts = reading.counts.map { $0 / Double(runs) }
    return reading
  }

  /// Bursts of one run whose median is what a burst of test runs takes beside its runs.
  private static let fixedBursts = 11

  private func fixedCost(of arm: MeasuredArm) throws(Refusal) -> Double {
    guard !job.countsInstructions, case .runs(let burst) = arm.way, burst.repeats else { return 0 }
    try fire(arm, 1)
    var values: [Double] = []
    for _ in 0..<Self.fixedBursts {
      guard let reading = try reading(of: arm, 1) else { continue }
      values.append(reading.value)
    }
    return values.isEmpty ? 0 : values.sorted()[values.count / 2]
  }
}
