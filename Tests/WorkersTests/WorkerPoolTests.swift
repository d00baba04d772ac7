import Foundation
import Glibc
import Jobs
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import Workers

@Suite struct WorkerPoolTests {
  private let a = ProgramIdentity(name: "a", section: "xdp", type: "xdp")
  private let b = ProgramIdentity(name: "b", section: "tc", type: "sched_cls")
  private let c = ProgramIdentity(name: "c", section: "xdp", type: "xdp")

  private func accepted(_ program: ProgramIdentity) -> Reply {
    .program(ProgramOutcome(program: program, verdict: .accepted))
  }

  private var job: VerifyJob { VerifyJob(objectName: "x.bpf.o") }

  private func error(_ body: () async throws -> Void) async -> TransportError? {
    do {
      try await body()
      return nil
    } catch {
      return error as? TransportError
    }
  }

  @Test func whatAWorkerSaysComesOut() async throws {
    let fake = try FakeWorker(
      "say all",
      replies: ["all": [.hello(FakeWorker.hello), .loading(a), accepted(a), .loading(b), accepted(b), .finished]])
    let begun = Mutex<[String]>([])
    let answer = try await fake.pool().verify(job, object: [1, 2, 3]) { program in
      begun.withLock { $0.append(program.name) }
    }
    #expect(answer.hello == FakeWorker.hello)
    #expect(answer.programs.map(\.outcome.program) == [a, b])
    #expect(answer.programs.allSatisfy { $0.outcome.verdict == .accepted && $0.log == nil })
    #expect(answer.failure == nil)
    #expect(begun.withLock { $0 } == ["a", "b"])
  }

  @Test func theWorkerGetsTheJobAndNothingElse() async throws {
    let object = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
    let wanted = try FrameWriter().bytes(of: Frame(.verify(job), attachments: [object]))
    let fake = try FakeWorker(
      "say hello; /usr/bin/head -c \(wanted.count) > job; /usr/bin/env > environment; ls /proc/self/fd > descriptors; say rest",
      replies: ["hello": [.hello(FakeWorker.hello)], "rest": [.finished]])
    _ = try await fake.pool().verify(job, object: object)
    #expect(try Array(Data(contentsOf: fake.directory.path("job"))) == wanted)
    let own = Set(["PWD", "OLDPWD", "SHLVL", "_"])
    #expect(fake.lines("environment").allSatisfy { own.contains(String($0.prefix { $0 != "=" })) })
    // 0, 1, 2 and the directory that ls itself reads.
    #expect(fake.lines("descriptors") == ["0", "1", "2", "3"])
  }

  @Test func aProgramThatKillsItsWorkerIsAnOutcomeAndTheOthersGoOn() async throws {
    // Each run takes the next script: the first dies over b, the second answers c.
    let fake = try FakeWorker(
      """
      echo run >> runs
      if [ $(/usr/bin/wc -l < runs) = 1 ]; then say first; echo oops >&2; kill -11 $$; fi
      say second
      """,
      replies: [
        "first": [.hello(FakeWorker.hello), .loading(a), accepted(a), .loading(b)],
        "second": [.hello(FakeWorker.hello), .loading(c), accepted(c), .finished],
      ])
    let answer = try await fake.pool().verify(job, object: [])
    #expect(answer.programs.map(\.outcome.program.name) == ["a", "b", "c"])
    #expect(answer.programs.map(\.outcome.verdict) == [.accepted, .environment, .accepted])
    let reason = try #require(answer.programs[1].outcome.reason)
    #expect(reason.summary == "the worker was ended by signal 11 (SIGSEGV)")
    #expect(reason.evidence == ["oops"])
    #expect(answer.failure == nil)
    #expect(fake.lines("runs").count == 2)
  }

  @Test func theSecondWorkerIsToldWhatIsAnswered() async throws {
    let fake = try FakeWorker(
      """
      echo run >> runs
      if [ $(/usr/bin/wc -l < runs) = 1 ]; then say first; kill -9 $$; fi
      say hello
      /usr/bin/head -c 100 > job
      say rest
      """,
      replies: [
        "first": [.hello(FakeWorker.hello), .loading(a), accepted(a), .loading(b)],
        "hello": [.hello(FakeWorker.hello)], "rest": [.finished],
      ])
    _ = try await fake.pool().verify(job, object: [])
    let sent = String(decoding: try Data(contentsOf: fake.directory.path("job")), as: UTF8.self)
    #expect(sent.contains("\"answered\":[\"a\",\"b\"]"))
  }

  @Test func aSilentWorkerIsKilledAtItsLimit() async throws {
    let fake = try FakeWorker(
      "echo $$ >> pids; echo run >> runs; [ $(/usr/bin/wc -l < runs) = 1 ] || { say rest; exit; }; say all; exec /bin/sleep 1000",
      replies: ["all": [.hello(FakeWorker.hello), .loading(a)], "rest": [.hello(FakeWorker.hello), .finished]])
    let pool = try fake.pool(silence: .seconds(4))
    let answer = try await pool.verify(job, object: [])
    #expect(answer.programs.map(\.outcome.verdict) == [.environment])
    #expect(answer.programs.first?.outcome.reason?.summary == "time limit: no answer for 4 s")
    let pid = try #require(fake.lines("pids").first.flatMap(Int32.init))
    #expect(kill(pid, 0) == -1 && errno == ESRCH)
  }

  @Test func aWorkerThatDiesBetweenProgramsFailsTheRest() async throws {
    let fake = try FakeWorker(
      "say all; exit 1", replies: ["all": [.hello(FakeWorker.hello), .loading(a), accepted(a)]])
    let answer = try await fake.pool().verify(job, object: [])
    #expect(answer.programs.map(\.outcome.verdict) == [.accepted])
    #expect(answer.failure?.verdict == .environment)
    #expect(answer.failure?.reason.summary == "the worker gave up with exit status 1")
  }

  @Test func aWorkerThatDiesOverTheSameProgramAgainIsGivenUp() async throws {
    let fake = try FakeWorker(
      "echo run >> runs; say all; kill -9 $$", replies: ["all": [.hello(FakeWorker.hello), .loading(a)]])
    let answer = try await fake.pool().verify(job, object: [])
    #expect(answer.programs.count == 1)
    #expect(answer.failure != nil)
    #expect(fake.lines("runs").count == 2)
  }

  @Test func aWorkerOfAnotherBuildIsNamedWithBothIds() async throws {
    var other = FakeWorker.hello
    other.build = "0.0.9+0123456789abcdef"
    let fake = try FakeWorker("say all; exec /bin/sleep 1000", replies: ["all": [.hello(other), .finished]])
    let error = await error { _ = try await fake.pool().survey() }
    let path = fake.directory.path("worker").path
    #expect(error == .build(worker: other.build, assay: BuildIdentity.current, path: path))
    let words = try #require(error).description
    #expect(words.contains(other.build) && words.contains(BuildIdentity.current) && words.contains("install both"))
  }

  @Test(arguments: [
    "exit 0", "exit 7", "kill -6 $$", "echo nonsense", "say survey", "say twice", "say after", "say other", "exec 1>&-",
  ])
  func noMisbehaviourCrashesOrHangs(script: String) async throws {
    let fake = try FakeWorker(
      script,
      replies: [
        "survey": [.survey(Survey(groups: [])), .finished],
        "twice": [.hello(FakeWorker.hello), .hello(FakeWorker.hello), .finished],
        "after": [.hello(FakeWorker.hello), .finished, .finished],
        "other": [.hello(FakeWorker.hello), .header, .finished],
      ])
    let error = await error { _ = try await fake.pool().survey() }
    #expect(error != nil)
  }

  @Test func aJobLargerThanAPipeDoesNotBlockAWorkerThatDiesEarly() async throws {
    let fake = try FakeWorker("exit 5", replies: [:])
    let object = [UInt8](repeating: 1, count: 8 << 20)
    let error = await error { _ = try await fake.pool().verify(job, object: object) }
    #expect(error == .ended(WorkerEnd(cause: .status(5), lastWords: [])))
  }

  @Test func repliesBeforeADeathAreNotLost() async throws {
    var programs: [Reply] = []
    for index in 0..<2000 {
      programs.append(accepted(ProgramIdentity(name: "program\(index)", section: "xdp")))
    }
    let fake = try FakeWorker(
      "say all; kill -9 $$", replies: ["all": [.hello(FakeWorker.hello)] + programs])
    let answer = try await fake.pool().verify(job, object: [])
    #expect(answer.programs.count == 2000)
  }

  @Test func cancellingEndsTheWorkerAndKeepsWhatItSaid() async throws {
    let fake = try FakeWorker(
      "echo $$ > pid; say all; exec /bin/sleep 1000",
      replies: ["all": [.hello(FakeWorker.hello), .loading(a), accepted(a), .loading(b)]])
    let pool = try fake.pool()
    let (started, begin) = AsyncStream<Void>.makeStream()
    let task = Task { try await pool.verify(job, object: []) { if $0 == b { begin.yield() } } }
    for await _ in started { break }
    task.cancel()
    let answer = try await task.value
    #expect(answer.programs.map(\.outcome.program) == [a])
    #expect(answer.failure?.verdict == .skipped)
    let pid = try #require(fake.lines("pid").first.flatMap(Int32.init))
    #expect(kill(pid, 0) == -1 && errno == ESRCH)
  }

  @Test func cancellingBeforeAnythingIsSaidThrows() async throws {
    let fake = try FakeWorker("echo $$ > pid; exec /bin/sleep 1000", replies: [:])
    let pool = try fake.pool()
    let task = Task { try await pool.survey() }
    while fake.lines("pid").isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    task.cancel()
    #expect(await error { _ = try await task.value } == .cancelled)
    let pid = try #require(fake.lines("pid").first.flatMap(Int32.init))
    #expect(kill(pid, 0) == -1 && errno == ESRCH)
  }

  @Test func noMoreWorkersRunAtOnceThanMay() async throws {
    // A directory can be made only once: a second worker at the same time fails.
    let fake = try FakeWorker(
      "/bin/mkdir lock || exit 8; say all; /bin/rmdir lock; say rest",
      replies: ["all": [.hello(FakeWorker.hello), .survey(Survey(groups: []))], "rest": [.finished]])
    let pool = try fake.pool(atOnce: 1)
    try await withThrowingTaskGroup { group in
      for _ in 0..<8 { group.addTask { _ = try await pool.survey() } }
      try await group.waitForAll()
    }
  }

  /// A worker that reads jobs of so many bytes and says `all` to the first, `rest` to each other.
  private func servant(_ bytes: Int, after: String = "") -> String {
    """
    echo $$ >> pids
    say all
    while [ $(/usr/bin/head -c \(bytes) | /usr/bin/tee -a jobs | /usr/bin/wc -c) = \(bytes) ]; do
      echo job >> runs
      [ $(/usr/bin/wc -l < runs) = 1 ] || say rest
      \(after)
    done
    """
  }

  @Test func oneWorkerDoesOneJobAfterTheOtherAndGreetsOnce() async throws {
    let size = try FrameWriter().bytes(of: Frame(Job.survey)).count
    let survey = Reply.survey(Survey(groups: []))
    let fake = try FakeWorker(
      servant(size), replies: ["all": [.hello(FakeWorker.hello), survey, .finished], "rest": [survey, .finished]])
    let pool = try fake.pool(atOnce: 1)
    for _ in 0..<4 { #expect(try await pool.survey().hello == FakeWorker.hello) }
    await pool.close()
    let pids = fake.lines("pids").compactMap { Int32($0) }
    #expect(pids.count == 1 && fake.lines("runs").count == 4)
    for pid in pids { #expect(kill(pid, 0) == -1 && errno == ESRCH) }
  }

  @Test func aWorkerThatWentWhileItIdledIsNoLoss() async throws {
    let fake = try FakeWorker(
      "echo run >> runs; say all; kill -9 $$",
      replies: ["all": [.hello(FakeWorker.hello), .survey(Survey(groups: [])), .finished]])
    let pool = try fake.pool(atOnce: 1)
    for _ in 0..<5 { _ = try await pool.survey() }
    #expect(fake.lines("runs").count == 5)
    await pool.close()
  }

  @Test func whatIsLeftOfOneAnswerIsNoPartOfTheNext() async throws {
    let size = try FrameWriter().bytes(of: Frame(Job.survey)).count
    let survey = Reply.survey(Survey(groups: []))
    let replies = try [.hello(FakeWorker.hello), survey, .finished].flatMap { try FrameWriter().bytes(of: Frame($0)) }
    // Half a frame more than there should be.
    let fake = try FakeWorker(
      servant(size), bytes: ["all": replies + replies.prefix(20), "rest": Array(replies.dropFirst(20))])
    let pool = try fake.pool(atOnce: 1)
    _ = try await pool.survey()
    let error = await error { _ = try await pool.survey() }
    guard case .frame = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    await pool.close()
  }

  @Test func closingEndsAWorkerThatDoesNotReadItsInput() async throws {
    let fake = try FakeWorker(
      "echo $$ > pid; say all; exec /bin/sleep 1000",
      replies: ["all": [.hello(FakeWorker.hello), .survey(Survey(groups: [])), .finished]])
    let pool = try fake.pool()
    _ = try await pool.survey()
    await pool.close()
    let pid = try #require(fake.lines("pid").first.flatMap(Int32.init))
    #expect(kill(pid, 0) == -1 && errno == ESRCH)
  }

  @Test func whatIsNoProgramCannotBeStarted() async throws {
    let directory = try TemporaryDirectory()
    let file = try directory.write("no program", to: "assay-worker")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    let transport = ProcessTransport(worker: try WorkerLocation(explicit: FilePath(file.path)))
    let error = await error { _ = try await WorkerPool(transport).survey() }
    guard case .start(file.path, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
