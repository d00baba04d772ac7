import BPF
import BPFObject
import Glibc
import Jobs
import KernelFacts

/// Loads the arms of subjects: the object, the one it is compared with, and empty twins.
final class MeasuredObjects {
  /// An object, read with and without a kernel, and its cases.
  struct Version {
    let source: ObjectSource
    let definition: ObjectFile?
    let cases: [Int: TestCase]
    let values: [UInt8]

    init(_ version: BenchVersion, name: String) {
      source = ObjectSource(bytes: version.object, name: name)
      definition = try? ObjectFile(bytes: version.object, name: name)
      cases = Dictionary(version.cases.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
      values = version.values
    }

    /// Whether it has what a subject measures, with the subject's case where it has one.
    func has(_ subject: BenchSubject) -> Bool {
      definition?.program(named: subject.program) != nil && (subject.way != .run || cases[subject.number] != nil)
    }
  }

  private let job: TestJob
  private let head: Version
  private let base: Version?
  private let hasOwnNetwork: Bool
  private let counts: Bool
  private let kernel = KernelVersion(KernelRelease.running.release)
  private var room: [UInt8] = []
  /// The packet of the subject as its twin gives it back.
  private var untouched: [UInt8]?

  init(_ job: BenchJob, head: Version, base: Version?, hasOwnNetwork: Bool) {
    self.job = TestJob(job)
    counts = job.countsInstructions
    self.head = head
    self.base = base
    self.hasOwnNetwork = hasOwnNetwork
  }

  /// Why a subject is not measured on the host, where its program could not be ended, or every task would run it.
  func refusal(of subject: BenchSubject) throws(Refusal) -> Refusal? {
    for (arm, version) in [(BenchArm.head, head)] + (base.map { [(.base, $0)] } ?? []) {
      guard version.definition == nil || version.has(subject) else { continue }
      if !job.allowsUnbounded {
        let others = Set(version.definition?.programs.map(\.name) ?? [])
        let names = (version.cases[subject.number]?.programs ?? []).union([subject.program])
        if let refusal = ProgramRounds(version.definition, others: others).refusal(of: names) { return refusal }
      }
      // A pair of interfaces is in a network of its own.
      guard subject.way != .run, subject.way != .attached(.veth), !job.allowsEffects else { continue }
      // The program is the object's, and goes with it. One that is only compared with may be refused by this kernel.
      let object: TestedObject
      do throws(Refusal) { object = try load(arm, of: subject) } catch {
        if arm == .base { continue }
        throw error
      }
      let refusal = withExtendedLifetime(object) {
        object.program(subject.program)?.effectsRefusal(version.definition)
      }
      if let refusal { return refusal }
    }
    return nil
  }

  /// The arms of a subject, loaded; the program itself is the last of them.
  func arms(
    of subject: BenchSubject, deed: (any RepeatedDeed)?, _ outcome: inout BenchOutcome
  ) throws(Refusal) -> [MeasuredArm] {
    var arms: [MeasuredArm] = []
    for arm in BenchArm.allCases {
      switch arm {
      case .bare where deed == nil: continue
      case .base:
        if let base = try baseArm(of: subject, deed: deed, &outcome) { arms.append(base) }
        continue
      default: break
      }
      arms.append(try self.arm(arm, of: subject, deed: deed, &outcome))
    }
    return arms
  }

  /// What a subject is compared with, where that can be measured: what cannot takes nothing from the subject.
  private func baseArm(
    of subject: BenchSubject, deed: (any RepeatedDeed)?, _ outcome: inout BenchOutcome
  ) throws(Refusal) -> MeasuredArm? {
    guard hasBase(of: subject), outcome.baseFailure == nil else { return nil }
    do throws(Refusal) {
      return try arm(.base, of: subject, deed: deed, &outcome)
    } catch {
      // Loads with it cannot stand beside loads without.
      guard outcome.loads.isEmpty else { throw error }
      outcome.baseFailure = CaseFailure(verdict: error.verdict, reason: error.reason)
      return nil
    }
  }

  private func arm(
    _ arm: BenchArm, of subject: BenchSubject, deed: (any RepeatedDeed)?, _ outcome: inout BenchOutcome
  ) throws(Refusal) -> MeasuredArm {
    guard let deed else { return try runArm(arm, of: subject, try load(arm, of: subject), &outcome) }
    let object = arm == .bare ? nil : try load(arm, of: subject)
    return MeasuredArm(arm, .deeds(deed, object?.program(subject.program)), of: object)
  }

  /// Whether what is compared with can be measured as the subject says.
  func hasBase(of subject: BenchSubject) -> Bool { base?.has(subject) ?? false }

  private func version(of arm: BenchArm) -> Version { arm == .base ? base ?? head : head }

  private static func deeds(of driver: BenchDriver) throws(Refusal) -> DeedBurst {
    var code: Int32 = 0
    guard let deeds = DeedBurst(driver, &code) else {
      throw Refusal(
        .environment, Reason("driver \(driver.rawValue) cannot work here: \(ErrorNumber(code).text)", errno: code))
    }
    return deeds
  }

  /// An arm of which one run is to be stepped through, and its program: its instructions are marked, where it has any.
  func tracedArm(
    _ arm: BenchArm, of subject: BenchSubject, driver: BenchDriver?
  ) throws(Refusal) -> (arm: MeasuredArm, program: ProgramHandle) {
    let object = try load(arm, of: subject, isMarked: true)
    guard let program = object.program(subject.program) else {
      throw .loader("the object has no program \(subject.program)")
    }
    guard let driver else {
      var outcome = BenchOutcome(subject: subject.number)
      return (try runArm(arm, of: subject, object, &outcome), program)
    }
    return (MeasuredArm(arm, .deeds(try Self.deeds(of: driver), program), of: object), program)
  }

  /// Slots of a program's instructions that return from a function; nil where the object cannot be read.
  func exits(of name: String, in arm: BenchArm) -> Set<Int>? {
    guard let program = version(of: arm).definition?.program(named: name) else { return nil }
    return Set(zip(program.instructions, program.slots.slots).filter { $0.0.opcode == Self.exit }.map(\.1))
  }

  private static let exit: UInt8 = 0x95

  /// Loads what an arm takes.
  func load(_ arm: BenchArm, of subject: BenchSubject, isMarked: Bool = false) throws(Refusal) -> TestedObject {
    let isTwin = arm == .twin || arm == .control
    let version = version(of: arm)
    let test = version.cases[subject.number] ?? TestCase(number: subject.number)
    var wanted = test.programs.union([subject.program])
    for map in version.definition?.maps ?? [] where map.type == .progArray && !isTwin {
      wanted.formUnion(map.values.map(\.name))
    }
    return try TestedObject(
      version.source, job: job, programs: isTwin ? [subject.program] : wanted,
      constants: try test.constants(of: version.values),
      definition: version.definition,
      standIn: isTwin ? (.empty, subject.program) : isMarked ? (.marked, subject.program) : nil)
  }

  /// An arm of test runs, with what its case does before them done.
  private func runArm(
    _ arm: BenchArm, of subject: BenchSubject, _ object: TestedObject, _ outcome: inout BenchOutcome
  ) throws(Refusal) -> MeasuredArm {
    let version = version(of: arm)
    guard var test = version.cases[subject.number], let index = test.steps.lastIndex(where: \.isRun),
      case .run(let step) = test.steps[index]
    else { throw .loader("case \(subject.number) runs no program") }
    let isTwin = arm == .twin || arm == .control
    test.steps = isTwin ? [] : Array(test.steps[..<index])
    if isTwin { test.globals = [] }
    let live = LiveCase(job: job, definition: nil, cgroup: nil, hasOwnNetwork: hasOwnNetwork, lines: nil)
    let run = CaseRun(
      test: test, object: object, values: version.values, batch: OutcomeBatch(), kernel: kernel, live: live)
    var prepared = CaseOutcome(number: test.number)
    run.run(room: &room, &prepared)
    live.end()
    if let failure = prepared.failure { throw Refusal(failure.verdict, failure.reason) }
    do throws(CaseRun.Failure) {
      var step = step
      step.program = subject.program
      let (call, input) = try run.call(for: step, after: nil)
      // A packet that comes back otherwise than from an empty program: then the runs of a burst are not all of the same one.
      if arm == .twin { untouched = packet(after: call, input) }
      if arm == .head { outcome.isStateful = packet(after: call, input) != untouched }
      // Where instructions are counted, waiting costs none, and the dispatcher is to find each arm alike.
      let hold = call.program.type == .xdp && hasOwnNetwork && !counts ? DispatcherHold(call.program) : nil
      return MeasuredArm(arm, .runs(RunBurst(call, input)), of: object, hold: hold)
    } catch {
      throw error.refusal
    }
  }

  /// The packet that a run gives back; nil where the type gives none.
  private func packet(after call: TestCall, _ input: TestRunInput) -> [UInt8]? {
    guard call.facts.parts.contains(.packet) else { return nil }
    var code: Int32 = 0
    return call.run(input, wantsPacket: true, wantsContext: false, room: &room, &code)?.packet
  }
}

extension TestStep {
  /// Whether it runs a program.
  fileprivate var isRun: Bool { if case .run = self { true } else { false } }
}

extension TestJob {
  /// What loading for a measurement shares with loading for a test.
  fileprivate init(_ job: BenchJob) {
    self.init(objectName: job.objectName, programs: job.subjects.map(\.program))
    mapMemoryLimit = job.mapMemoryLimit
    mapOverrides = job.mapOverrides
    allowsUnbounded = job.allowsUnbounded
    allowsEffects = job.allowsEffects
  }
}
