import BPF
import BPFObject
import Findings
import Foundation
import Jobs
import Measuring
import MicroVM
import Project
import Reports
import Synchronization
import Workers

/// The subjects of one input, measured on kernels.
struct InputMeasurement: Sendable {
  let build: InputBuild
  let input: ObjectInput
  let plan: BenchPlanner
  /// What it is compared with.
  let base: ObjectInput?
  let request: BenchRequest
  let meter: ProgressMeter

  /// What one kernel, or one boot of it, said.
  struct Readings: Sendable {
    var kernel: KernelIdentity
    /// Outcomes by their subjects' numbers, with all loads.
    var outcomes: [Int: BenchOutcome] = [:]
    /// What they come to as changes of cost, where time was taken.
    var trials: [Int: ChangeTrial] = [:]
    var conditions: Survey?
    /// What figures of a machine that counts depend on.
    var machine: MachineIdentity?
    /// Why there are no outcomes, or not all.
    var failure: CaseFailure?

    mutating func add(_ outcome: BenchOutcome) {
      var outcome = outcome
      if let earlier = outcomes[outcome.subject], earlier.clock != nil {
        // Interrupted: what was read before stays.
        guard outcome.failure?.verdict != .skipped else { return }
        if earlier.clock?.rung == outcome.clock?.rung {
          outcome.clock = earlier.clock
          outcome.loads = earlier.loads + outcome.loads
        }
      }
      outcomes[outcome.subject] = outcome
      guard let costs = outcome.costs, costs.change != nil, let clock = outcome.clock else { return }
      trials[outcome.subject, default: ChangeTrial(ChangeGate(clock: clock))].take(costs)
    }
  }

  /// Measures all subjects on a kernel.
  func readings(on asked: AskedKernel) async -> Readings {
    var readings = Readings(kernel: asked.identity ?? .running)
    let pool: WorkerPool
    switch asked.pool {
    case .success(let found): pool = found
    case .failure(let absence):
      readings.failure = CaseFailure(verdict: .environment, reason: absence.reason)
      return readings
    }
    if case .machine(let transport) = asked.way { readings.machine = await transport.identity() }
    var wanted = plan.subjects.map { atOnce($0.subject, loads: $0.subject.schedule.loads) }
    while !wanted.isEmpty, readings.failure == nil {
      await measure(wanted, by: pool, on: asked, &readings)
      wanted = wanted.compactMap { left(of: $0, readings) ?? again($0, readings) }
    }
    return readings
  }

  /// `bpf_get_prandom_u32` (include/uapi/linux/bpf.h).
  private static let randomHelper = HelperID(rawValue: 7)

  /// The most numbers that are asked for at once: the readings of a subject travel in one piece, whose size has a limit.
  private static let mostReadings = 16_000

  /// The subject with so many loads, or as many of them as are told at once.
  private func atOnce(_ subject: BenchSubject, loads: Int) -> BenchSubject {
    let numbers = subject.schedule.rounds * BenchArm.allCases.count * (1 + request.events.count)
    var subject = subject
    subject.schedule.loads = min(loads, max(1, Self.mostReadings / max(1, numbers)))
    return subject
  }

  /// The subject with the loads that were planned and have not been read yet; nil when there are none.
  private func left(of subject: BenchSubject, _ readings: Readings) -> BenchSubject? {
    guard let planned = plan.subjects.first(where: { $0.subject.number == subject.number })?.subject.schedule.loads,
      let outcome = readings.outcomes[subject.number], outcome.failure == nil, !outcome.loads.isEmpty,
      outcome.loads.count < planned
    else { return nil }
    var subject = atOnce(subject, loads: planned - outcome.loads.count)
    // What is read together is read alike.
    subject.schedule.runs = outcome.burst
    return subject
  }

  /// The subject with further loads, where those so far show neither a regression nor that there is none.
  private func again(_ subject: BenchSubject, _ readings: Readings) -> BenchSubject? {
    guard base != nil, let loads = readings.trials[subject.number]?.wantedLoads,
      let outcome = readings.outcomes[subject.number], outcome.failure == nil
    else { return nil }
    var subject = atOnce(subject, loads: loads)
    // What is read together is read alike.
    subject.schedule.runs = outcome.burst
    return subject
  }

  private func measure(
    _ subjects: [BenchSubject], by pool: WorkerPool, on asked: AskedKernel, _ readings: inout Readings
  ) async {
    let outcomes = Mutex<[BenchOutcome]>([])
    let conditions = Mutex<Survey?>(nil)
    let names = Dictionary(uniqueKeysWithValues: plan.subjects.map { ($0.subject.number, $0.program.name) })
    do throws(TransportError) {
      let hello = try await pool.bench(
        job(subjects, on: asked),
        head: BenchVersion(object: input.loadable, cases: plan.subjects.compactMap(\.test), values: plan.values),
        base: base.map { BenchVersion(object: $0.loadable, cases: plan.baseCases, values: plan.baseValues) }
      ) { survey in
        conditions.withLock { $0 = survey }
      } receive: { outcome in
        outcomes.withLock { $0.append(outcome) }
        meter.begin("\(input.path) \(names[outcome.subject] ?? "")")
      }
      if let hello { readings.kernel = KernelIdentity(name: asked.name, answering: hello) }
    } catch {
      let reason = if case .machine(let reason) = error { reason } else { Reason("\(error)") }
      readings.failure = CaseFailure(verdict: error == .cancelled ? .skipped : .environment, reason: reason)
    }
    for outcome in outcomes.withLock({ $0 }) { readings.add(outcome) }
    if let survey = conditions.withLock({ $0 }) { readings.conditions = survey }
  }

  private func job(_ subjects: [BenchSubject], on asked: AskedKernel) -> BenchJob {
    let name = URL(fileURLWithPath: input.path).deletingPathExtension().lastPathComponent
    var job = BenchJob(objectName: name, subjects: subjects)
    job.countsInstructions = asked.isMachine
    // In both boots: what a machine does before has its part in what is counted later.
    job.tracesRuns = request.tracesRuns && asked.isMachine
    job.events = request.events
    if request.driver == BenchDriver.veth.rawValue { job.modules = ["veth"] }
    job.mapMemoryLimit = build.mapMemory ?? job.mapMemoryLimit
    job.allowsUnbounded = asked.isMachine || request.allowsUnbounded
    job.allowsEffects = asked.isMachine || request.allowsHostEffects
    return job
  }

  /// Programs that the object which it is compared with does not have, or has but cannot be measured there.
  func unpaired(_ boots: [Readings]) -> [String] {
    guard let base else { return [] }
    return plan.subjects.compactMap { planned in
      let name = planned.program.name
      guard base.object.program(named: name) != nil else { return "\(name) is not in \(base.path)" }
      let subject = planned.caseName.map { "\(name) (\($0))" } ?? name
      if planned.test != nil, !plan.baseCases.contains(where: { $0.number == planned.subject.number }) {
        return "\(subject): \(base.path) has not all that the case sets"
      }
      let failure = boots.compactMap { $0.outcomes[planned.subject.number]?.baseFailure }.first
      return failure.map { "\(subject): \(base.path) cannot be measured: \($0.reason.summary)" }
    }.uniqued().map { "\($0): nothing to compare with" }
  }

  /// The rows: the subjects on each kernel, the boots of one kernel together.
  func rows(_ boots: [Readings]) -> [BenchRow] {
    var names: [String] = []
    for boot in boots where !names.contains(boot.kernel.name) { names.append(boot.kernel.name) }
    return plan.subjects.flatMap { planned in
      names.map { name in row(planned, boots.filter { $0.kernel.name == name }) }
    }
  }

  /// What the figures of an outcome depend on.
  private func key(_ outcome: BenchOutcome, _ readings: Readings?) -> FigureKey {
    var key = FigureKey(object: ContentHasher.digest(of: input.bytes))
    key.compiler = input.object.compiler
    key.kernel = readings?.kernel.release
    key.clock = outcome.clock?.rung
    key.driver = outcome.driver?.rawValue ?? outcome.workload?.joined(separator: " ")
    if let machine = readings?.machine {
      key.image = machine.image
      key.emulator = machine.emulator
      key.processor = machine.processor
      key.commandLine = machine.commandLine
    } else {
      key.machine = outcome.machine
      key.processor = readings?.conditions?.groups.flatMap(\.items).first { $0.name == "processor" }?.detail
    }
    return key
  }

  private func row(_ planned: PlannedSubject, _ boots: [Readings]) -> BenchRow {
    var row = BenchRow(
      input: build.file.path, variant: build.variant, program: ProgramIdentity(planned.program),
      caseName: planned.caseName, kernel: boots.first?.kernel)
    row.outcomes = boots.compactMap { $0.outcomes[planned.subject.number] }
    if let failure = row.outcomes.compactMap(\.failure).first { return row.without(failure.verdict, failure.reason) }
    guard let first = row.outcomes.first, row.outcomes.count == boots.count, let clock = first.clock else {
      let failure = boots.compactMap(\.failure).first
      return row.without(
        failure?.verdict ?? .environment, failure?.reason ?? Reason("the worker gave no answer"))
    }
    if clock.rung == .instructions {
      row.exact = ExactFigures(
        boots: row.outcomes.map(\.loads), isAttached: first.isAttached, runsPerDeed: first.runsPerDeed)
      row.drawsRandomNumbers = planned.program.instructions.contains {
        if case .call(.helper(Self.randomHelper)) = $0.kind { true } else { false }
      }
      if let trace = first.trace {
        row.lines = LineCosts(trace, of: planned.program, in: input.object, body: row.exact?.body)
        if let trace = first.baseTrace, let base, let program = base.object.program(named: planned.program.name) {
          row.baseLines = LineCosts(
            trace, of: program, in: base.object,
            body: row.exact.flatMap { exact in exact.change.flatMap { change in exact.body.map { $0 - change } } })
        }
        if request.isAnnotated { row.listing = CostedInstruction.all(of: planned.program, in: input.object, trace) }
      }
      row.decision = row.exact.flatMap { $0.change == nil ? nil : ExactGate().decide($0) }
    } else {
      row.costs = first.costs
      row.counts = first.counters.indices.compactMap(first.count)
      row.decision = boots.first?.trials[planned.subject.number]?.decision
    }
    row.key = key(first, boots.first)
    guard row.exact != nil || row.costs != nil else {
      return row.without(
        .environment,
        Reason(
          "every round was disturbed: the task lost its processor in each",
          advice: "Measure on a quieter machine, or count instructions with --exact."))
    }
    return row
  }
}

extension BenchOutcome {
  /// The cost in the clock's units; nil without readings, and where instructions were counted.
  fileprivate var costs: CostFigures? {
    guard let clock, clock.rung != .instructions else { return nil }
    return CostFigures(loads, isAttached: isAttached, clock: clock, burst: burst, runsPerDeed: runsPerDeed)
  }

  /// What a further counter counted.
  fileprivate func count(_ counter: Int) -> BenchCount? {
    // Events have no unit of time, and go on by one.
    CostFigures(
      loads.map { $0.counted(counter) }, isAttached: isAttached, clock: BenchClock(.instructions, frequency: nil),
      burst: burst, runsPerDeed: runsPerDeed
    ).map { BenchCount(name: counters[counter], costs: $0) }
  }
}
