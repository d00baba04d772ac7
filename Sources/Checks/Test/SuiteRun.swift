import BPFObject
import Fixtures
import Jobs
import KernelFacts
import Reports
import Synchronization
import Workers

/// The tests that stand in an object as programs, on one kernel: packet, setup, check, one after the other on the same
/// maps.
struct SuiteRun: Sendable {
  let input: ObjectInput
  let build: InputBuild
  let tests: [SuiteTest]
  let kernel: AskedKernel
  /// Whether the host runs what has no bound.
  let allowsUnbounded: Bool
  /// What ran of programs; nil when nobody asks.
  let coverage: CoverageLedger?

  /// The tests with what they came to: a case for each part that a check wrote down, or one for the check itself.
  func results() async -> [OwnTestResult] {
    let pool: WorkerPool
    switch kernel.pool {
    case .success(let found): pool = found
    case .failure(let absence):
      return finished([:], .environment, absence.reason)
    }
    var values: [UInt8] = []
    let packet = values.slice([UInt8](repeating: 0, count: SuiteTest.packetSize))
    let context = values.slice([UInt8](repeating: 0, count: TestRunFacts.of(.schedCls)?.contextBytes ?? 0))
    let cases = tests.enumerated().map { number, test in
      var testCase = TestCase(number: number)
      testCase.steps = steps(of: test, packet: packet, context: test.type == .schedCls ? context : nil)
      testCase.ownNetwork = true
      return testCase
    }
    var job = TestJob(
      objectName: input.object.name, programs: tests.flatMap { [$0.generator, $0.setup, $0.check].compactMap(\.self) })
    job.mapMemoryLimit = build.mapMemory ?? job.mapMemoryLimit
    job.allowsUnbounded = kernel.isMachine || allowsUnbounded
    job.marksCoverage = coverage != nil
    let judged = Mutex<[Int: OwnTestResult]>([:])
    do throws(TransportError) {
      try await pool.test(job, cases: cases, object: input.loadable, values: values) { tested in
        coverage?.add(tested, of: input, build) { tests.indices.contains($0) ? tests[$0].name : nil }
        let identity = tested.hello.map { KernelIdentity(name: kernel.name, answering: $0) }
        for outcome in tested.outcomes where tests.indices.contains(outcome.number) {
          let test = tests[outcome.number]
          let result = OwnTestResult(
            name: test.name, cases: self.judged(test, outcome, tested.bytes, on: identity),
            needsMachine: outcome.failure?.needsMachine ?? false)
          judged.withLock { $0[outcome.number] = result }
        }
      }
      return finished(judged.withLock { $0 }, .environment, Reason("the worker gave no answer"))
    } catch {
      let reason = if case .machine(let reason) = error { reason } else { Reason("\(error)") }
      return finished(judged.withLock { $0 }, error == .cancelled ? .skipped : .environment, reason)
    }
  }

  /// The tests in their order; those that nothing is known of end so.
  private func finished(
    _ known: [Int: OwnTestResult], _ result: CaseResult, _ reason: Reason
  ) -> [OwnTestResult] {
    tests.enumerated().map { number, test in
      known[number] ?? OwnTestResult(test.name, blank(test, on: kernel.identity).ended(result, reason))
    }
  }

  private func steps(of test: SuiteTest, packet: ByteSlice, context: ByteSlice?) -> [TestStep] {
    var steps: [TestStep] = []
    for (program, chain) in [
      (test.generator, TestChain?.none), (test.setup, .plain), (test.check, test.setup == nil ? .plain : .behindReturn),
    ] {
      guard let program else { continue }
      var run = TestInput(program: program)
      run.packet = packet
      run.context = context
      run.follows = steps.isEmpty ? nil : chain
      steps.append(.run(run))
    }
    if input.object.map(named: SuiteTest.resultMap) != nil { steps.append(.read(map: SuiteTest.resultMap, limit: 1)) }
    return steps
  }

  // MARK: Judging

  private func blank(_ test: SuiteTest, _ part: String? = nil, on identity: KernelIdentity?) -> TestedCase {
    TestedCase(
      file: build.file.path, span: nil, name: part.map { "\(test.name): \($0)" } ?? test.name, object: build.file.path,
      program: test.check, kernel: identity)
  }

  private func judged(
    _ test: SuiteTest, _ outcome: CaseOutcome, _ bytes: [UInt8], on identity: KernelIdentity?
  ) -> [TestedCase] {
    if let failure = outcome.failure {
      return [blank(test, on: identity).ended(CaseResult(failing: failure.verdict), failure.reason)]
    }
    var written = SuiteResult([])
    if case .entries(let entries, _)? = outcome.steps.last, let value = entries.first?.values.first?.bytes(of: bytes) {
      written = SuiteResult(value)
    }
    let runs = outcome.steps.compactMap { step in if case .ran(let run) = step { run } else { nil } }
    let returned = runs.last?.returned ?? 0
    var cases = written.parts.map { part in
      judged(part.status, number: nil, log: part.log, blank(test, part.name, on: identity), outcome.trace)
    }
    let status = SuiteStatus(number: UInt64(returned))
    // What its parts say already is not said again.
    if cases.isEmpty || status != .pass && !cases.contains(where: { $0.result == .failed }) {
      cases.append(judged(status, number: returned, log: written.log, blank(test, on: identity), outcome.trace))
    }
    return cases
  }

  private func judged(
    _ status: SuiteStatus?, number: UInt32?, log: [String], _ blank: TestedCase, _ trace: [String]
  ) -> TestedCase {
    var tested = blank
    switch status {
    case .pass: return tested
    case .skip:
      return tested.ended(.skipped, Reason(log.first ?? "it says that it is to be skipped"))
    case .fail, .error, nil:
      let actual =
        switch status {
        case .fail: "fail"
        case .error: "error"
        default: number.map { "\($0), which is no status" } ?? "no status"
        }
      tested.result = .failed
      tested.differences = [CaseDifference(.return, expected: "pass", actual: actual)]
      if !log.isEmpty { tested.evidence = [CaseEvidence(title: "log", lines: log)] }
      tested.trace = trace
      return tested
    }
  }
}
