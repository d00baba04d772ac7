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
  /// Loads by the values of their read-only variables, the last used last.
  private var loads: [(constants: [InitialValue], object: TestedObject)] = []
  private var room: [UInt8] = []

  /// A run.
  /// - Parameters:
  ///   - object: the object's bytes.
  ///   - values: what the slices in the cases are of.
  public init(_ job: TestJob, cases: [TestCase], object: [UInt8], values: [UInt8]) {
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

  private func mayTakeLong(_ test: TestCase) -> Bool {
    test.steps.contains { step in
      switch step {
      case .run(let input): input.repetitions > 1000 || input.liveFrames
      case .attach, .drive: true
      case .put, .delete, .read, .look, .drain, .globals: false
      }
    }
  }

  private func outcome(of test: TestCase) -> CaseOutcome {
    var outcome = CaseOutcome(number: test.number)
    for _ in 0..<Self.mostInterruptions {
      outcome = CaseOutcome(number: test.number)
      do throws(Refusal) {
        let object = try load(for: test)
        let run = CaseRun(test: test, object: object, values: values, batch: batch, kernel: kernel)
        run.run(room: &room, &outcome)
      } catch {
        outcome.failure = CaseFailure(verdict: error.verdict, reason: error.reason)
      }
      guard outcome.failure?.reason == CaseRun.interrupted.reason else { break }
    }
    return outcome
  }
}

// MARK: - Loads

extension TestRun {
  /// A load with fresh maps for a case.
  private func load(for test: TestCase) throws(Refusal) -> TestedObject {
    for name in test.programs {
      if let failure = failures[name] { throw failure }
    }
    let constants = try constants(of: test)
    if let index = loads.firstIndex(where: { $0.constants == constants }) {
      let kept = loads.remove(at: index)
      if kept.object.renew() {
        loads.append(kept)
        return kept.object
      }
    }
    if loads.count == Self.mostLoads { loads.removeFirst() }
    let object = try freshLoad(constants, for: test)
    loads.append((constants, object))
    return object
  }

  private func constants(of test: TestCase) throws(Refusal) -> [InitialValue] {
    var constants: [InitialValue] = []
    for global in test.globals where global.isConstant {
      guard let bytes = global.bytes.bytes(of: values) else {
        throw Refusal(.environment, Reason("the job came without the bytes of the case"))
      }
      constants.append(InitialValue(section: global.section, offset: global.offset, bytes: bytes))
    }
    return constants
  }

  /// Programs to load: what cases name, and what the object's own maps of programs hold.
  private var wanted: Set<String> {
    var names = Set(job.programs)
    for map in definition?.maps ?? [] where map.type == .progArray { names.formUnion(map.values.map(\.name)) }
    return names
  }

  private func freshLoad(_ constants: [InitialValue], for test: TestCase) throws(Refusal) -> TestedObject {
    var names = wanted.filter { failures[$0] == nil }
    do throws(Refusal) {
      return try TestedObject(source, job: job, programs: names, constants: constants, definition: definition)
    } catch {
      // One program that is refused must not be the end of cases of others.
      let refused = refusals(of: names, constants)
      guard !refused.isEmpty else { throw error }
      failures.merge(refused) { first, _ in first }
      for name in test.programs {
        if let failure = failures[name] { throw failure }
      }
      names.subtract(refused.keys)
      return try TestedObject(source, job: job, programs: names, constants: constants, definition: definition)
    }
  }

  /// What the kernel says of each program by itself that it refuses.
  private func refusals(of names: Set<String>, _ constants: [InitialValue]) -> [String: Refusal] {
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
  /// The programs that it runs, attaches or puts into maps.
  var programs: Set<String> {
    Set(
      steps.compactMap { step in
        switch step {
        case .run(let input): input.program
        case .attach(let program): program
        case .put(let write):
          if case .program(let name) = write.value { name } else { nil }
        default: nil
        }
      })
  }
}
