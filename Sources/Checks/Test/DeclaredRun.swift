import BPFObject
import BTF
import Findings
import Fixtures
import Jobs
import KernelFacts
import Reports
import Synchronization
import Workers

/// The tests that an object declares, on one kernel: each program is loaded by itself, its log is read, and it is run
/// where a return value is declared.
struct DeclaredRun: Sendable {
  let input: ObjectInput
  let build: InputBuild
  let tests: [DeclaredTest]
  let kernel: AskedKernel
  /// Whether the host runs what has no bound.
  let allowsUnbounded: Bool
  /// What ran of programs; nil when nobody asks.
  let coverage: CoverageLedger?

  /// What the kernel said of one program.
  private struct Load {
    var outcome: ProgramOutcome
    var log: String
  }

  /// The tests with what they came to, in the order of the object's programs.
  func results() async -> [OwnTestResult] {
    let pool: WorkerPool
    switch kernel.pool {
    case .success(let found): pool = found
    case .failure(let absence): return tests.map { ended($0, .environment, absence.reason) }
    }
    let machine = (kernel.identity ?? .running).machine
    let fitting = tests.filter { $0.reason(against: machine) == nil }
    do throws(TransportError) {
      let (identity, loads) = try await load(fitting, pool)
      let returned = try await run(fitting.filter { $0.runs && loads[$0.program]?.outcome.verdict == .accepted }, pool)
      return tests.map { test in
        if let why = test.reason(against: machine) { return ended(test, .skipped, Reason(why)) }
        let run = returned[test.program]
        return OwnTestResult(
          test.name, judged(test, on: identity, loads[test.program], run), needsMachine: run?.failure?.needsMachine)
      }
    } catch {
      let reason = if case .machine(let reason) = error { reason } else { Reason("\(error)") }
      return tests.map { ended($0, error == .cancelled ? .skipped : .environment, reason) }
    }
  }

  private func ended(_ test: DeclaredTest, _ result: CaseResult, _ reason: Reason) -> OwnTestResult {
    OwnTestResult(test.name, blank(test, on: kernel.identity ?? .running).ended(result, reason))
  }

  /// Loads the programs: those with the same flags by one job.
  private func load(
    _ tests: [DeclaredTest], _ pool: WorkerPool
  ) async throws(TransportError) -> (KernelIdentity?, [String: Load]) {
    var loads: [String: Load] = [:]
    var identity: KernelIdentity?
    for (states, invariants) in [(false, false), (true, false), (false, true), (true, true)] {
      let programs = tests.filter { $0.testStates == states && $0.testInvariants == invariants }.map(\.program)
      guard !programs.isEmpty else { continue }
      var job = VerifyJob(objectName: input.object.name)
      job.programs = programs
      job.log = .full
      job.keepLogs = true
      job.testStates = states
      job.testInvariants = invariants
      let answer = try await pool.verify(job, object: input.loadable)
      identity = KernelIdentity(name: kernel.name, answering: answer.hello)
      for program in answer.programs {
        loads[program.outcome.program.name] = Load(
          outcome: program.outcome, log: String(decoding: program.log ?? [], as: UTF8.self))
      }
    }
    return (identity, loads)
  }

  /// Runs programs on the packet that tagged programs get; the outcomes by program.
  private func run(
    _ tests: [DeclaredTest], _ pool: WorkerPool
  ) async throws(TransportError) -> [String: CaseOutcome] {
    guard !tests.isEmpty else { return [:] }
    var values: [UInt8] = []
    let packet = values.slice([UInt8](repeating: 0, count: DeclaredTest.packetSize))
    let cases = tests.enumerated().map { number, test in
      var run = TestInput(program: test.program)
      let type = input.object.program(named: test.program)?.match?.programType
      if type.flatMap(TestRunFacts.of)?.packetBytes != nil { run.packet = packet }
      run.wantsPacket = false
      run.wantsContext = false
      var testCase = TestCase(number: number)
      testCase.steps = [.run(run)]
      return testCase
    }
    let outcomes = Mutex<[Int: CaseOutcome]>([:])
    var job = TestJob(objectName: input.object.name, programs: tests.map(\.program))
    job.allowsUnbounded = kernel.isMachine || allowsUnbounded
    job.marksCoverage = coverage != nil
    try await pool.test(job, cases: cases, object: input.loadable, values: values) { tested in
      coverage?.add(tested, of: input, build) { tests.indices.contains($0) ? tests[$0].name : nil }
      outcomes.withLock { known in
        for outcome in tested.outcomes { known[outcome.number] = outcome }
      }
    }
    return outcomes.withLock { $0 }.reduce(into: [:]) { $0[tests[$1.key].program] = $1.value }
  }

  // MARK: Judging

  private func blank(_ test: DeclaredTest, on identity: KernelIdentity?) -> TestedCase {
    let line = input.object.program(named: test.program)?.lineInfo.first
    let span = line.flatMap { line in line.file.isEmpty ? nil : SourceSpan(file: line.file, line: line.line) }
    return TestedCase(
      file: build.file.path, span: span, name: test.name, object: build.file.path, program: test.program,
      kernel: identity)
  }

  private func judged(
    _ test: DeclaredTest, on identity: KernelIdentity?, _ load: Load?, _ run: CaseOutcome?
  ) -> TestedCase {
    guard let load else {
      return blank(test, on: identity).ended(.environment, Reason("the worker said nothing of \(test.program)"))
    }
    switch load.outcome.verdict {
    case .environment, .skipped, .attach:
      return blank(test, on: identity).ended(
        load.outcome.verdict == .environment ? .environment : .skipped,
        load.outcome.reason ?? Reason("it was not loaded"))
    case .accepted, .rejected, .loader: break
    }
    var tested = blank(test, on: identity)
    tested.notes = test.unheld.map { "the program declares what is not held to here: \($0)" }
    let isLoaded = load.outcome.verdict == .accepted
    if isLoaded != test.loads {
      tested.differences.append(
        CaseDifference(.load, expected: test.loads ? "accepted" : "rejected", actual: load.outcome.verdict.rawValue))
      if !isLoaded { tested.reason = load.outcome.reason }
    }
    tested.differences += missing(test, in: load.log)
    if test.runs, isLoaded, let run {
      switch run.failure?.verdict {
      case .skipped, .environment:
        tested.reason = run.failure?.reason
        tested.result = run.failure?.verdict == .skipped ? .skipped : .environment
      case .accepted, .rejected, .attach, .loader:
        tested.reason = run.failure?.reason
        tested.result = .failed
      case nil:
        if case .ran(let outcome)? = run.steps.first, let wanted = test.returned,
          Int64(Int32(bitPattern: outcome.returned)) != wanted, Int64(outcome.returned) != wanted
        {
          tested.differences.append(
            CaseDifference(.return, expected: "\(wanted)", actual: "\(Int32(bitPattern: outcome.returned))"))
        }
      }
    }
    // What the load alone shows to be wrong is wrong, whether or not the program could be run.
    if !tested.differences.isEmpty { tested.result = .failed }
    return tested
  }

  /// The first message that the log does not hold behind those before it, and those that it must not hold.
  private func missing(_ test: DeclaredTest, in log: String) -> [CaseDifference] {
    // The kernel writes the source among its words: there a message stands that the program itself declares.
    let isSource = test.messages.contains { $0.text.hasPrefix(";") }
    let lines = log.split(separator: "\n")
    let log = isSource ? log : lines.filter { !$0.hasPrefix(";") }.joined(separator: "\n")
    var rest = log[...]
    var differences: [CaseDifference] = []
    for message in test.messages {
      guard let range = message.range(in: rest) else {
        let figures = ["processed ", "verification time", "stack depth", ";"]
        let last = lines.last { line in !figures.contains { line.hasPrefix($0) } }
        differences.append(
          CaseDifference(.log, expected: message.text, actual: last.map(String.init) ?? "an empty log"))
        break
      }
      rest = rest[range.upperBound...]
    }
    for message in test.absentMessages where message.range(in: log[...]) != nil {
      differences.append(CaseDifference(.log, expected: "no \(message.text)", actual: message.text))
    }
    return differences
  }
}
