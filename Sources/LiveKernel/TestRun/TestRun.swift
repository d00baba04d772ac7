import Analysis
import BPF
import BPFObject
import Glibc
public import Jobs
import KernelFacts

/// Does a `TestJob` on the running kernel. The object is loaded as seldom as can be: a case gets a load whose maps are
/// certainly what they were when it was made, else a new one.
public final class TestRun {
  /// Loads with different values of read-only variables that are kept at once.
  private static let mostLoads = 4
  /// How often a case is begun again that a signal interrupted.
  private static let mostInterruptions = 3

  private let job: TestJob
  private let cases: [TestCase]
  private let values: [UInt8]
  private let bytes: [UInt8]
  private let source: ObjectSource
  private let definition: ObjectFile?
  private let kernel = KernelVersion(KernelRelease.running.release)
  private let batch = OutcomeBatch()
  /// Programs that did not load, and why.
  private var failures: [String: Refusal] = [:]
  /// What loads differ in.
  private struct LoadKey: Equatable {
    /// The values of read-only variables.
    var constants: [InitialValue]
    /// Whether hosts stand in the place of programs whose types no kernel test-runs.
    var isHosted: Bool
    /// What calls give.
    var mocks: [TestMock]
  }

  /// Loads, the last used last.
  private var loads: [(key: LoadKey, object: TestedObject)] = []
  /// What is to be made of programs whose types no kernel test-runs; nil before the kernel judged them.
  private var plans: [String: HostedPlan]?
  private var room: [UInt8] = []
  private lazy var wanted = wantedPrograms()
  /// Whether some case runs a program by a host.
  private lazy var hasHosts = cases.contains(where: \.isHosted)
  /// What cases run as it is, attach or put into maps.
  private lazy var placed = cases.reduce(into: Set<String>()) { $0.formUnion($1.placedPrograms) }
  private var obstacles: [String: TestRunProblem?] = [:]
  private lazy var rounds = ProgramRounds(definition, others: wanted)
  /// What programs print; nil while none does, or when it cannot be read.
  private var lines: TraceLines?
  private var linesProblem: String?
  private var linesAreWanted: Bool?
  private let hasOwnNetwork: Bool
  /// What loads programs so that they leave marks; nil where nobody asks for them.
  private var marking: MarkedPrograms?

  /// A run.
  /// - Parameters:
  ///   - object: the object's bytes.
  ///   - values: what the slices in the cases are of.
  ///   - hasOwnNetwork: whether this process has a network namespace that nobody else is in.
  public init(_ job: TestJob, cases: [TestCase], object: [UInt8], values: [UInt8], hasOwnNetwork: Bool) {
    self.hasOwnNetwork = hasOwnNetwork
    self.job = job
    self.cases = cases
    self.values = values
    bytes = object
    source = ObjectSource(bytes: object, name: job.objectName)
    definition = try? ObjectFile(bytes: object, name: job.objectName)
  }

  /// Runs the cases in order.
  /// - Parameters:
  ///   - begin: called before a case that may take long or end this process, or before each when the job says so, with
  ///     what waits to be sent.
  ///   - end: called after each case: it sends what waits when it likes.
  /// - Returns: what waits still.
  public func run(begin: (TestCase, OutcomeBatch) -> Void, end: (OutcomeBatch) -> Void) -> OutcomeBatch {
    for test in cases {
      if job.announcesAll || mayTakeLong(test) { begin(test, batch) }
      batch.add(outcome(of: test))
      end(batch)
    }
    return batch
  }

  /// Rounds after which a case is announced: some milliseconds.
  private static let manyRounds = 1 << 16

  private func mayTakeLong(_ test: TestCase) -> Bool {
    let isLong = test.steps.contains { step in
      switch step {
      case .run(let input): input.repetitions > 1000 || input.liveFrames
      case .attach, .drive: true
      case .put, .delete, .read, .look, .drain, .globals, .calls: false
      }
    }
    return isLong || test.programs.contains { rounds.of($0) > Self.manyRounds }
  }

  private func outcome(of test: TestCase) -> CaseOutcome {
    var outcome = outcome(of: test, poison: TestInput.poison)
    guard outcome.failure == nil, test.hasUndefinedBytes else { return outcome }
    // What counts on by itself, such as time, is never back at what it was: four runs tell it from poison.
    let first = outcome
    let second = self.outcome(of: test, poison: TestHosting.otherPoison)
    guard var comparison = PoisonComparison(first, second, in: batch.bytes) else { return outcome }
    comparison.again(
      self.outcome(of: test, poison: TestInput.poison), self.outcome(of: test, poison: TestHosting.otherPoison),
      in: batch.bytes)
    outcome.repoisoned = comparison.other { batch.keep($0) }
    return outcome
  }

  private func outcome(of test: TestCase, poison: UInt8) -> CaseOutcome {
    var outcome = CaseOutcome(number: test.number)
    for _ in 0..<Self.mostInterruptions {
      outcome = CaseOutcome(number: test.number)
      do throws(Refusal) {
        if let refusal = typeRefusal(test) ?? roundsRefusal(test) { throw refusal }
        let object = try load(for: test)
        if printing { followLines(&outcome) }
        try run(test, on: object, poison: poison, &outcome)
        takeLines(&outcome)
        outcome.coverage = object.takeCoverage(into: batch)
      } catch {
        outcome.failure = CaseFailure(
          verdict: error.verdict, reason: error.reason, needsMachine: error.needsMachine)
      }
      guard outcome.failure?.reason == CaseRun.interrupted.reason else { break }
    }
    return outcome
  }

  private func typeRefusal(_ test: TestCase) -> Refusal? {
    for case .run(let input) in test.steps {
      if input.hosting != nil {
        if let refusal = hostedRefusal(of: input.program, test.mocks) { return refusal }
        continue
      }
      guard let problem = obstacle(of: input.program) else { continue }
      return Refusal(.skipped, Reason(problem.summary, advice: problem.advice))
    }
    return nil
  }

  /// Why a program cannot be run by a host: it calls what would tell of the host.
  private func hostedRefusal(of name: String, _ mocks: [TestMock]) -> Refusal? {
    for case .call(.helper(let helper)) in definition?.program(named: name)?.instructions.map(\.kind) ?? [] {
      guard let obstacle = HostedHelper.obstacle(helper), let called = helper.name,
        !mocks.contains(where: {
          $0.callee == .helper(helper.rawValue) && $0.site == nil && $0.answers.allSatisfy { $0.result != nil }
        })
      else { continue }
      return Refusal(
        .skipped,
        Reason(
          "program \(name) calls \(called): \(obstacle)",
          advice: "Say what it gives, mock: {\(called): 0}, or make it a live case."))
    }
    return nil
  }

  private func roundsRefusal(_ test: TestCase) -> Refusal? {
    job.allowsUnbounded ? nil : rounds.refusal(of: test.programs)
  }

  private func run(
    _ test: TestCase, on object: TestedObject, poison: UInt8, _ outcome: inout CaseOutcome
  ) throws(Refusal) {
    let needsInterface = test.steps.contains { step in
      if case .attach(let name) = step, let program = object.program(name) {
        LiveCase.needsInterface(program)
      } else {
        false
      }
    }
    let network = test.ownNetwork || needsInterface ? try OwnNetwork() : nil
    let needsCgroup = test.steps.contains { step in
      if case .attach(let name) = step, let program = object.program(name) {
        LiveCase.needsCgroup(program)
      } else {
        false
      }
    }
    var identity: TaskIdentity?
    if needsCgroup || test.task != TestTask() { identity = try TaskIdentity(test.task, needsCgroup: needsCgroup) }
    let live = LiveCase(
      job: job, definition: definition, cgroup: identity?.cgroup, hasOwnNetwork: hasOwnNetwork || network != nil,
      lines: lines)
    let run = CaseRun(
      test: test, object: object, values: values, batch: batch, kernel: kernel, live: live, poison: poison)
    run.run(room: &room, &outcome)
    outcome.trace = live.printed
    outcome.notes += live.notes
    try noteHosts(of: test, in: object, &outcome)
    live.end()
    withExtendedLifetime((network, identity)) {}
  }
}

// MARK: - Hosts

extension TestRun {
  /// Says what the programs of a case ran as.
  private func noteHosts(
    of test: TestCase, in object: TestedObject, _ outcome: inout CaseOutcome
  ) throws(Refusal) {
    guard outcome.failure == nil else { return }
    var words: [String] = []
    for name in test.hostedPrograms.sorted() {
      guard let hosted = try object.host(of: name) else { continue }
      if !words.contains(hosted.host.words) { words.append(hosted.host.words) }
      if let unjudged = hosted.unjudged { outcome.notes.append(unjudged) }
    }
    outcome.host = words.isEmpty ? nil : words.joined(separator: "; ")
  }

  /// What is to be made of the programs whose types no kernel test-runs. Each is loaded as what it is first: what the
  /// kernel says of that is what counts.
  private func hostedPlans(_ constants: [InitialValue]) -> [String: HostedPlan] {
    if let plans { return plans }
    var made: [String: HostedPlan] = [:]
    for case .run(let input) in cases.flatMap(\.steps) {
      guard let hosting = input.hosting else { continue }
      let bytes = max(input.context?.count ?? 0, made[input.program]?.contextBytes ?? 0)
      made[input.program] = HostedPlan(
        hosting: made[input.program]?.hosting ?? hosting, contextBytes: bytes,
        isSleepable: definition?.program(named: input.program)?.match?.isSleepable ?? false)
    }
    let names = Set(made.keys.filter { failures[$0] == nil })
    do throws(Refusal) {
      _ = try TestedObject(source, job: job, programs: names, constants: constants, definition: definition)
    } catch {
      for (name, refusal) in refusals(of: names, constants) {
        // What this machine keeps from everybody says nothing of the program.
        if refusal.verdict == .environment, made[name]?.hosting.takesArguments ?? false {
          made[name]?.unjudged = "\(refusal.reason.summary); so it was judged as what it ran as alone"
        } else {
          failures[name] = refusal
        }
      }
    }
    plans = made
    return made
  }
}

// MARK: - Printed lines

extension TestRun {
  /// Whether a program that is loaded prints.
  private var printing: Bool {
    if linesAreWanted == nil {
      let printers = Set(["bpf_trace_printk", "bpf_trace_vprintk"].compactMap(HelperID.init(name:)))
      linesAreWanted = wanted.contains { name in
        definition?.program(named: name)?.instructions.contains { instruction in
          if case .call(.helper(let helper)) = instruction.kind { printers.contains(helper) } else { false }
        } ?? false
      }
    }
    return linesAreWanted ?? false
  }

  private func followLines(_ outcome: inout CaseOutcome) {
    if lines == nil, linesProblem == nil {
      var problem = ""
      lines = TraceLines(&problem)
      if lines == nil { linesProblem = problem }
    }
    if let linesProblem { outcome.traceProblem = "what programs print cannot be read: \(linesProblem)" }
    _ = lines?.drain()
  }

  private func takeLines(_ outcome: inout CaseOutcome) {
    guard let lines else { return }
    let (kept, missing) = lines.drain()
    outcome.trace += kept
    if missing > 0 { outcome.notes.append("\(missing) more printed lines were lost") }
  }
}

// MARK: - Loads

extension TestRun {
  /// A load with fresh maps for a case.
  private func load(for test: TestCase) throws(Refusal) -> TestedObject {
    try failIfRefused(test)
    let key = LoadKey(constants: try test.constants(of: values), isHosted: test.isHosted, mocks: test.mocks)
    if let index = loads.firstIndex(where: { $0.key == key }) {
      let kept = loads.remove(at: index)
      if kept.object.renew() {
        loads.append(kept)
        return kept.object
      }
    }
    if loads.count == Self.mostLoads { loads.removeFirst() }
    let object = try freshLoad(key, for: test)
    loads.append((key, object))
    return object
  }

  /// Programs to load: what cases name and can be run or attached, and what the object's own maps of programs hold.
  private func wantedPrograms() -> Set<String> {
    var names = Set(job.programs.filter { obstacle(of: $0) == nil })
    for test in cases { names.formUnion(test.placedPrograms.union(test.hostedPrograms)) }
    // The kernel takes a struct_ops as a whole.
    if let definition, names.contains(where: { definition.program(named: $0)?.match?.programType == .structOps }) {
      names.formUnion(
        definition.programs.filter { $0.match?.programType == .structOps && obstacle(of: $0.name) == nil }.map(\.name))
    }
    for map in definition?.maps ?? [] where map.type == .progArray { names.formUnion(map.values.map(\.name)) }
    return names
  }

  /// Why a program cannot be test-run on this kernel, as far as its section tells.
  private func obstacle(of name: String) -> TestRunProblem? {
    if let known = obstacles[name] { return known }
    let obstacle = definition?.program(named: name)?.match.flatMap { match in
      TestRunRules(
        type: match.programType, attachType: match.attachType ?? AttachType(rawValue: 0), kernel: kernel
      ).obstacle
    }
    obstacles[name] = .some(obstacle)
    return obstacle
  }

  private func freshLoad(_ key: LoadKey, for test: TestCase) throws(Refusal) -> TestedObject {
    let plans = hasHosts ? hostedPlans(key.constants) : [:]
    try failIfRefused(test)
    var names = wanted.filter { failures[$0] == nil }
    if job.marksCoverage, marking == nil { marking = try MarkedPrograms(kernel: kernel) }
    // What only runs by hosts is loaded with them.
    if !key.isHosted { names = names.filter { plans[$0] == nil || placed.contains($0) } }
    if !key.mocks.isEmpty {
      // What the kernel says of the programs as they are is what counts.
      var plain = test
      plain.mocks = []
      _ = try load(for: plain)
    }
    do throws(Refusal) {
      return try load(names, key, plans)
    } catch {
      // One program that is refused must not be the end of cases of others.
      let refused = refusals(of: names.filter { !key.isHosted || plans[$0] == nil }, key.constants)
      guard !refused.isEmpty else { throw error }
      failures.merge(refused) { first, _ in first }
      try failIfRefused(test)
      names.subtract(refused.keys)
      return try load(names, key, plans)
    }
  }

  private func failIfRefused(_ test: TestCase) throws(Refusal) {
    for name in test.programs {
      if let failure = failures[name] { throw failure }
    }
  }

  private func load(
    _ names: Set<String>, _ key: LoadKey, _ plans: [String: HostedPlan]
  ) throws(Refusal) -> TestedObject {
    let values = values
    let rewritten =
      key.isHosted || !key.mocks.isEmpty
      ? try RewrittenLoads(
        key.isHosted ? plans.filter { names.contains($0.key) } : [:], mocked: names, mocks: key.mocks,
        marking: marking,
        bytes: { slice throws(Refusal) in
          guard let bytes = slice.bytes(of: values) else {
            throw Refusal(.environment, Reason("the job came without the bytes of the case"))
          }
          return bytes
        }) : nil
    return try TestedObject(
      source, job: job, programs: names, constants: key.constants, definition: definition, rewritten: rewritten,
      marking: rewritten == nil ? marking : nil)
  }

  /// What the kernel says of each program by itself that it refuses.
  private func refusals(of names: Set<String>, _ constants: [InitialValue]) -> [String: Refusal] {
    Self.refusals(of: names, constants, job, bytes)
  }

  /// The same, of an object's bytes.
  static func refusals(
    of names: Set<String>, _ constants: [InitialValue], _ job: TestJob, _ bytes: [UInt8]
  ) -> [String: Refusal] {
    var verify = VerifyJob(objectName: job.objectName)
    verify.programs = names.sorted()
    verify.mapMemoryLimit = job.mapMemoryLimit
    verify.mapOverrides = job.mapOverrides
    verify.initialValues = constants
    var refused: [String: Refusal] = [:]
    guard let run = try? VerifyRun(verify, object: bytes) else { return [:] }
    run.run { event in
      guard case .program(let outcome, _) = event, outcome.verdict != .accepted, let reason = outcome.reason else {
        return
      }
      var refusal = Refusal(outcome.verdict, reason)
      refusal.reason.summary = "program \(outcome.program.name): \(reason.summary)"
      refused[outcome.program.name] = refusal
    }
    return refused
  }
}

extension TestCase {
  /// The bytes of read-only variables, which only a load can set.
  /// - Parameter values: what its slices are of.
  func constants(of values: [UInt8]) throws(Refusal) -> [InitialValue] {
    var constants: [InitialValue] = []
    for global in globals where global.isConstant {
      guard let bytes = global.bytes.bytes(of: values) else {
        throw Refusal(.environment, Reason("the job came without the bytes of the case"))
      }
      constants.append(InitialValue(section: global.section, offset: global.offset, bytes: bytes))
    }
    return constants
  }

  /// The programs that it attaches or puts into maps.
  var placedPrograms: Set<String> {
    Set(
      steps.compactMap { step in
        switch step {
        case .attach(let program): program
        case .put(let write):
          if case .program(let name) = write.value { name } else { nil }
        default: nil
        }
      })
  }

  /// The programs that it runs whose types no kernel test-runs.
  var hostedPrograms: Set<String> {
    Set(
      steps.compactMap { step in
        if case .run(let input) = step, input.hosting != nil { input.program } else { nil }
      })
  }

  /// Whether it runs such a program.
  var isHosted: Bool {
    steps.contains { step in
      if case .run(let input) = step { input.hosting != nil } else { false }
    }
  }

  /// Whether a context has bytes that nothing defines.
  var hasUndefinedBytes: Bool {
    steps.contains { step in
      if case .run(let input) = step { input.hosting?.undefined != nil } else { false }
    }
  }

  /// The programs that it runs, attaches or puts into maps.
  var programs: Set<String> {
    placedPrograms.union(
      steps.compactMap { step in
        if case .run(let input) = step { input.program } else { nil }
      })
  }
}
