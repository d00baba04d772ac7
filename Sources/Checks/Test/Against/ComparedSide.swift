import BPFObject
import Fixtures
import Jobs
import Placed
import Reports
import Synchronization
import Workers

/// One side of a comparison: an object on a kernel, and the cases made ready for it.
struct ComparedSide: Sendable {
  /// What came of a case.
  struct Answer: Sendable {
    /// All that came of it; nil when it did not run to its end.
    var account: CaseAccount?
    /// Why it did not.
    var failure: CaseFailure?
    /// What ran of its programs, by their names.
    var passed: [String: PassedBlocks] = [:]
    /// The kernel that ran it.
    var kernel: KernelIdentity?
  }

  /// The object, and the cases that could be made ready for it.
  let ready: ReadyUnit
  /// The cases by number.
  let cases: [Int: ComparedCase]
  /// Why cases could not be made ready, by number.
  let problems: [Int: String]
  let kernel: AskedKernel
  /// What workers are asked, but for what is put in.
  let job: TestJob

  /// Makes cases ready for one side.
  init(
    _ unit: TestUnit, _ forms: [(number: Int, form: TestCaseForm)], _ input: ObjectInput, in place: TracingPlace,
    on kernel: AskedKernel, seed: UInt64, job: (ReadyUnit) -> TestJob
  ) {
    var planner = CasePlanner(for: place, records: unit.test.file.records, seed: seed) { [test = unit.test] in
      test.capture($0)
    }
    var cases: [Int: ComparedCase] = [:]
    var problems: [Int: String] = [:]
    let broken = planner.takeProblems().first?.message
    for (number, form) in forms {
      if let broken {
        problems[number] = broken
        continue
      }
      switch planner.compared(form, number: number) {
      case .success(let compared): cases[number] = compared
      case .failure(let unplanned): problems[number] = unplanned.why
      }
    }
    self.cases = cases
    self.problems = problems
    self.kernel = kernel
    ready = ReadyUnit(
      unit: unit, input: input, planned: cases.sorted { $0.key < $1.key }.map(\.value.planned), values: planner.values,
      records: planner.records)
    self.job = job(ready)
  }

  /// Runs cases.
  /// - Parameter marksBlocks: whether programs are loaded with marks that tell what ran of them.
  func answers(
    to numbers: [Int], from pool: WorkerPool, width: Int, marksBlocks: Bool
  ) async throws(TransportError) -> [Int: Answer] {
    var job = job
    job.marksCoverage = marksBlocks
    let answers = Mutex<[Int: Answer]>([:])
    try await pool.test(
      job, cases: numbers.compactMap { cases[$0]?.planned.test }, object: ready.input.loadable, values: ready.values,
      width: width
    ) { tested in
      for outcome in tested.outcomes {
        guard let answer = answer(outcome, tested) else { continue }
        answers.withLock { $0[outcome.number] = answer }
      }
    }
    return answers.withLock { $0 }
  }

  private func answer(_ outcome: CaseOutcome, _ tested: TestedCases) -> Answer? {
    guard let compared = cases[outcome.number] else { return nil }
    var answer = Answer(failure: outcome.failure)
    answer.kernel = tested.hello.map { KernelIdentity(name: kernel.name, answering: $0) }
    guard outcome.failure == nil else { return answer }
    answer.account = compared.account(outcome, ready, tested.bytes)
    for covered in outcome.coverage {
      guard let program = ready.input.object.program(named: covered.program) else { continue }
      answer.passed[covered.program] = PassedBlocks(covered, of: program, tested.bytes)
    }
    return answer
  }
}
