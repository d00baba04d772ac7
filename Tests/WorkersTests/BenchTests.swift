import Jobs
import Synchronization
import TestSupport
import Testing

@testable import Workers

/// What becomes of subjects whose worker dies, over workers that say what a test wants.
@Suite struct BenchTests {
  private func outcomes(of fake: FakeWorker, subjects: Int) async throws -> [BenchOutcome] {
    let schedule = BenchSchedule.native
    let job = BenchJob(
      objectName: "x.bpf.o",
      subjects: (0..<subjects).map { BenchSubject(number: $0, program: "p", way: .run, schedule: schedule) })
    let found = Mutex<[BenchOutcome]>([])
    try await fake.pool().bench(job, head: BenchVersion(object: [1], cases: [], values: []), base: nil) { outcome in
      found.withLock { $0.append(outcome) }
    }
    return found.withLock { $0 }
  }

  @Test func `a subject that ends its worker is told, and those after it are measured`() async throws {
    let fake = try FakeWorker(
      """
      echo run >> runs
      if [ $(/usr/bin/wc -l < runs) = 1 ]; then say first; kill -11 $$; fi
      say second
      """,
      replies: [
        "first": [.hello(FakeWorker.hello), .benched(BenchOutcome(subject: 0)), .testing(number: 1)],
        "second": [.hello(FakeWorker.hello), .benched(BenchOutcome(subject: 2)), .finished],
      ])
    let outcomes = try await outcomes(of: fake, subjects: 3)
    #expect(outcomes.map(\.subject) == [0, 1, 2])
    #expect(outcomes.map { $0.failure?.verdict } == [nil, .environment, nil])
    #expect(outcomes[1].failure?.reason.summary == "the worker was ended by signal 11 (SIGSEGV)")
    #expect(fake.lines("runs").count == 2)
  }

  @Test func `what a worker leaves out, says twice or was not asked is no outcome`() async throws {
    let said: [Reply] = [
      .hello(FakeWorker.hello), .benched(BenchOutcome(subject: 1)), .benched(BenchOutcome(subject: 1)),
      .benched(BenchOutcome(subject: 7)), .finished,
    ]
    let outcomes = try await outcomes(of: try FakeWorker("say all", replies: ["all": said]), subjects: 2)
    #expect(outcomes.map(\.subject) == [1, 0])
    #expect(outcomes[1].failure?.reason.summary == "the worker left this subject out")
  }

  @Test func `a job that cannot be done is every subject's outcome`() async throws {
    let said: [Reply] = [.hello(FakeWorker.hello), .failed(.loader, Reason("no object")), .finished]
    let outcomes = try await outcomes(of: try FakeWorker("say all", replies: ["all": said]), subjects: 2)
    #expect(outcomes.map { $0.failure?.reason.summary } == ["no object", "no object"])
  }
}
