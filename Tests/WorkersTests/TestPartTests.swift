import Foundation
import Jobs
import Synchronization
import TestSupport
import Testing

@testable import Workers

/// What becomes of cases whose worker dies, over workers that say what a test wants.
@Suite struct TestPartTests {
  private static func tested(_ numbers: Int...) throws -> [UInt8] {
    let outcomes = numbers.map { CaseOutcome(number: $0) }
    return try FrameWriter().bytes(
      of: Frame(.tested(count: outcomes.count), attachments: [CaseOutcome.packed(outcomes), []]))
  }

  private static func bytes(_ replies: Reply...) throws -> [UInt8] {
    try replies.flatMap { try FrameWriter().bytes(of: Frame($0)) }
  }

  private func run(_ fake: FakeWorker, cases: Int, width: Int = 1) async throws -> [Int: CaseOutcome] {
    let found = Found()
    let cases = (0..<cases).map { TestCase(number: $0) }
    try await fake.pool().test(
      TestJob(objectName: "x.bpf.o", programs: []), cases: cases, object: [1], values: [], width: width
    ) { found.add($0) }
    return found.outcomes
  }

  private final class Found: Sendable {
    private let state = Mutex<[Int: CaseOutcome]>([:])
    var outcomes: [Int: CaseOutcome] { state.withLock { $0 } }
    func add(_ tested: TestedCases) {
      state.withLock { state in for outcome in tested.outcomes { state[outcome.number] = outcome } }
    }
  }

  @Test func `a case that was announced has its worker's end for an outcome, and those after it go on`() async throws {
    let fake = try FakeWorker(
      """
      echo run >> runs
      if [ $(/usr/bin/wc -l < runs) = 1 ]; then say hello; say first; say second; kill -11 $$; fi
      say hello; say rest
      """,
      bytes: [
        "hello": try Self.bytes(.hello(FakeWorker.hello)), "first": try Self.tested(0),
        "second": try Self.bytes(.testing(number: 1)), "rest": try Self.tested(2) + Self.bytes(.finished),
      ])
    let outcomes = try await run(fake, cases: 3)
    #expect(outcomes.count == 3)
    #expect(outcomes[0]?.failure == nil && outcomes[2]?.failure == nil)
    #expect(outcomes[1]?.failure?.verdict == .environment)
    #expect(outcomes[1]?.failure?.reason.summary == "the worker was ended by signal 11 (SIGSEGV)")
    #expect(fake.lines("runs").count == 2)
  }

  @Test func `after an end without an announcement every case is announced`() async throws {
    let fake = try FakeWorker(
      """
      echo run >> runs
      say hello
      case $(/usr/bin/wc -l < runs) in
      1) say first; kill -9 $$;;
      2) /usr/bin/head -c 150 > job; say second; kill -9 $$;;
      esac
      say rest
      """,
      bytes: [
        "hello": try Self.bytes(.hello(FakeWorker.hello)), "first": try Self.tested(0),
        "second": try Self.bytes(.testing(number: 1)) + Self.tested(1) + Self.bytes(.testing(number: 2)),
        "rest": try Self.tested(3) + Self.bytes(.finished),
      ])
    let outcomes = try await run(fake, cases: 4)
    #expect(outcomes.count == 4)
    #expect([0, 1, 3].allSatisfy { outcomes[$0]?.failure == nil })
    #expect(outcomes[2]?.failure?.verdict == .environment)
    let sent = String(decoding: try Data(contentsOf: fake.directory.path("job")), as: UTF8.self)
    #expect(sent.contains("\"announcesAll\":true"))
  }

  @Test func `whatever a worker does, every case has an outcome`() async throws {
    let scripts = [
      "say hello; say first; say finished", "say hello; say first; kill -9 $$",
      "say hello; say first; say first; say finished",
      "say hello; say other; say finished", "say hello; say failed; say finished",
    ]
    for script in scripts {
      let fake = try FakeWorker(
        script,
        bytes: [
          "hello": try Self.bytes(.hello(FakeWorker.hello)), "first": try Self.tested(0), "other": try Self.tested(7),
          "finished": try Self.bytes(.finished), "failed": try Self.bytes(.failed(.loader, Reason("no"))),
        ])
      let outcomes = try await run(fake, cases: 3)
      #expect(outcomes.keys.sorted() == [0, 1, 2], "\(script)")
      #expect(outcomes[2]?.failure != nil, "\(script)")
    }
  }

  @Test func `without a worker the error is thrown`() async throws {
    let fake = try FakeWorker("exit 7")
    await #expect(throws: TransportError.self) { _ = try await run(fake, cases: 3, width: 2) }
  }

  @Test func `a cancelled task's cases are skipped`() async throws {
    let fake = try FakeWorker(
      "say hello; say first; echo there > there; exec /bin/sleep 1000",
      bytes: ["hello": try Self.bytes(.hello(FakeWorker.hello)), "first": try Self.tested(0)])
    let task = Task { try await run(fake, cases: 3) }
    while fake.lines("there").isEmpty { try await Task.sleep(for: .milliseconds(20)) }
    task.cancel()
    let answered = try await task.value
    #expect(answered[2]?.failure?.verdict == .skipped)
    #expect(answered[1]?.failure?.reason.summary == "interrupted")
  }
}
