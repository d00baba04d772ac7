import Foundation
import Glibc
import Jobs
import SystemPackage
import TestSupport
import Testing
import Workers

/// The built worker itself.
@Suite struct WorkerProcessTests {
  private func transport(limits: WorkerLimits = WorkerLimits(), networkNamespace: Bool = false) throws
    -> ProcessTransport
  {
    let location = try WorkerLocation(explicit: FilePath(Repository.product("assay-worker").path))
    return ProcessTransport(worker: location, limits: limits, networkNamespace: networkNamespace)
  }

  private let two = """
    char _license[] SEC("license") = "GPL";
    SEC("socket") int good(void *ctx) { return 0; }
    SEC("socket") int bad(void *ctx) { return *(volatile int *)(ctx + 4000); }
    """

  /// The job's bytes, as a worker reads them.
  private func frame(_ job: VerifyJob, _ object: [UInt8]) throws -> [UInt8] {
    try FrameWriter().bytes(of: Frame(.verify(job), attachments: [object]))
  }

  private func replies(_ bytes: [UInt8]) throws -> [Reply] {
    var reader = FrameReader(expecting: .reply)
    try reader.consume(bytes.span)
    var replies: [Reply] = []
    while let frame = reader.next() { replies.append(try frame.reply()) }
    return replies
  }

  @Test(.requires("host:socket_filter", "clang")) func itVerifiesAnObject() async throws {
    let object = try await CompiledObject.bytes(of: two)
    let pool = WorkerPool(try transport())
    let answer = try await pool.verify(VerifyJob(objectName: "two.bpf.o"), object: object)
    #expect(answer.failure == nil)
    #expect(answer.programs.map(\.outcome.program.name) == ["good", "bad"])
    #expect(answer.programs.map(\.outcome.verdict) == [.accepted, .rejected])
    #expect(answer.hello.build == BuildIdentity.current)
    #expect(answer.hello.networkNamespace == nil)
  }

  @Test(.requires("host:socket_filter", "clang")) func whatIsAnsweredIsNotLoadedAgain() async throws {
    let object = try await CompiledObject.bytes(of: two)
    var job = VerifyJob(objectName: "two.bpf.o")
    job.answered = ["good"]
    let some = try await WorkerPool(try transport()).verify(job, object: object)
    #expect(some.programs.map(\.outcome.program.name) == ["bad"])
    job.answered = ["good", "bad"]
    let none = try await WorkerPool(try transport()).verify(job, object: object)
    #expect(none.programs.isEmpty && none.failure == nil)
  }

  @Test(.requires("host:root", "host:sys_admin", "host:socket_filter", "clang"))
  func aNetworkNamespaceOfItsOwnIsSaidInTheGreeting() async throws {
    let object = try await CompiledObject.bytes(of: two)
    let pool = WorkerPool(try transport(networkNamespace: true))
    let answer = try await pool.verify(VerifyJob(objectName: "two.bpf.o"), object: object)
    #expect(answer.hello.networkNamespace == true)
  }

  @Test(.requires("host:root", "setpriv")) func withoutTheRightToOneTheNamespaceIsMissingAndSaidSo() async throws {
    let result = try await unprivileged(["--network-namespace"], input: [])
    guard case .hello(let hello) = try replies(result.output).first else {
      Issue.record("no greeting: \(result.errorText)")
      return
    }
    #expect(hello.networkNamespace == false)
  }

  @Test(.requires("host:root", "host:socket_filter", "setpriv", "clang"))
  func exactlyTheTwoCapabilitiesAreEnough() async throws {
    let object = try await CompiledObject.bytes(of: two)
    let input = try frame(VerifyJob(objectName: "two.bpf.o"), object)
    let result = try await unprivileged([], capabilities: ["bpf", "perfmon"], input: input)
    let verdicts = try replies(result.output).compactMap { reply -> Verdict? in
      if case .program(let outcome) = reply { outcome.verdict } else { nil }
    }
    #expect(verdicts == [.accepted, .rejected])
    let without = try await unprivileged([], input: input)
    let refused = try replies(without.output).compactMap { reply -> Verdict? in
      switch reply {
      case .program(let outcome): outcome.verdict
      case .failed(let verdict, _): verdict
      default: nil
      }
    }
    #expect(!refused.isEmpty && refused.allSatisfy { $0 == .environment })
  }

  /// Runs the worker as nobody with only those capabilities.
  private func unprivileged(
    _ arguments: [String], capabilities: [String] = [], input: [UInt8]
  ) async throws -> RunningCommand.Result {
    // A copy that nobody may reach: the checkout may stand where only root goes.
    let directory = try TemporaryDirectory()
    let copy = directory.path("assay-worker")
    try FileManager.default.copyItem(at: Repository.product("assay-worker"), to: copy)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: directory.url.path)
    let list = capabilities.map { ",+\($0)" }.joined()
    let options = [
      "--reuid", "65534", "--regid", "65534", "--clear-groups", "--no-new-privs", "--bounding-set", "-all\(list)",
      "--inh-caps", "-all\(list)", "--ambient-caps", "-all\(list)",
    ]
    let setpriv = try #require(Executables.find("setpriv"))
    return try await RunningCommand.run(setpriv, options + [copy.path] + arguments, input: input)
  }

  /// A worker that is loading a slow program again and again, and the name of that program.
  private func busyWorker() async throws -> (command: RunningCommand, pipe: Pipe, name: String) {
    let name = "slow_\(UInt16.random(in: 0...UInt16.max))"
    let object = try await CompiledObject.bytes(of: CompiledObject.slow(name))
    var job = VerifyJob(objectName: "slow.bpf.o")
    job.repetitions = 100_000
    let pipe = Pipe()
    let command = try RunningCommand(Repository.product("assay-worker"), standardInput: pipe)
    try pipe.fileHandleForWriting.write(contentsOf: frame(job, object))
    while true {
      let said = try replies(command.outputSoFar())
      if said.contains(where: { if case .loading = $0 { true } else { false } }) { break }
      try await Task.sleep(for: .milliseconds(5))
    }
    return (command, pipe, name)
  }

  /// Whether the kernel holds a program of that name.
  private func isLoaded(_ name: String) async throws -> Bool {
    let bpftool = try #require(Executables.find("bpftool"))
    let listing = try await RunningCommand.run(bpftool, ["prog", "list"])
    return listing.outputText.contains(" name \(name.prefix(15)) ")
  }

  @Test(.requires("host:socket_filter", "clang", "bpftool"))
  func theEndOfItsInputEndsALoadThatIsRunning() async throws {
    let (command, pipe, name) = try await busyWorker()
    try pipe.fileHandleForWriting.close()
    #expect(try await command.result(within: 30).ending == .status(3))
    #expect(try await !isLoaded(name))
  }

  @Test(.requires("host:socket_filter", "clang", "bpftool"), arguments: [SIGTERM, SIGINT, SIGHUP])
  func itsOwnSignalsEndALoadThatIsRunning(number: Int32) async throws {
    let (command, pipe, name) = try await busyWorker()
    let child = try #require(children(of: command).first)
    command.signal(number)
    #expect(try await command.result(within: 30).ending == .status(3))
    // Waited for by its parent: not even a zombie is left.
    #expect(kill(child, 0) == -1 && errno == ESRCH)
    #expect(try await !isLoaded(name))
    try pipe.fileHandleForWriting.close()
  }

  @Test(.requires("host:socket_filter", "clang", "bpftool")) func aKilledWorkerLeavesNoProgram() async throws {
    let (command, pipe, name) = try await busyWorker()
    let child = try #require(children(of: command).first)
    command.signal(SIGKILL)
    #expect(try await command.result(within: 30).ending == .signal(SIGKILL))
    while isRunning(child) { try await Task.sleep(for: .milliseconds(5)) }
    #expect(try await !isLoaded(name))
    try pipe.fileHandleForWriting.close()
  }

  @Test(.requires("host:socket_filter", "clang", "bpftool"), arguments: [SIGKILL, SIGSEGV, SIGTERM])
  func aWorkerEndsAsItsChildDoes(number: Int32) async throws {
    let (command, pipe, name) = try await busyWorker()
    kill(try #require(children(of: command).first), number)
    #expect(try await command.result(within: 30).ending == .signal(number))
    #expect(try await !isLoaded(name))
    try pipe.fileHandleForWriting.close()
  }

  @Test(.requires("host:socket_filter", "clang"))
  func aSignalThatComesWithTheEndOfItsChildEndsItToo() async throws {
    let (command, pipe, _) = try await busyWorker()
    let child = try #require(children(of: command).first)
    command.signal(SIGSTOP)
    kill(child, SIGKILL)
    while isRunning(child) { try await Task.sleep(for: .milliseconds(5)) }
    command.signal(SIGTERM)
    command.signal(SIGCONT)
    #expect(try await command.result(within: 30).ending == .status(3))
    try pipe.fileHandleForWriting.close()
  }

  @Test(.requires("host:socket_filter", "clang")) func eachJobHasAChildOfItsOwn() async throws {
    let object = try await CompiledObject.bytes(of: two)
    let job = try frame(VerifyJob(objectName: "two.bpf.o"), object)
    let pipe = Pipe()
    let command = try RunningCommand(Repository.product("assay-worker"), standardInput: pipe)
    for count in 1...3 {
      try pipe.fileHandleForWriting.write(contentsOf: job)
      while try replies(command.outputSoFar()).count(where: { $0 == .finished }) < count {
        try await Task.sleep(for: .milliseconds(5))
      }
      while !children(of: command).isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    }
    try pipe.fileHandleForWriting.close()
    let result = try await command.result()
    #expect(result.ending == .status(0))
    let said = try replies(result.output)
    let verdicts = said.compactMap { if case .program(let outcome) = $0 { outcome.verdict } else { nil } }
    #expect(verdicts == [.accepted, .rejected, .accepted, .rejected, .accepted, .rejected])
    #expect(said.count { if case .hello = $0 { true } else { false } } == 1)
  }

  @Test(.requires("host:socket_filter", "clang")) func onePoolStartsOneWorkerForManyJobs() async throws {
    let object = try await CompiledObject.bytes(of: two)
    let location = try WorkerLocation(explicit: FilePath(Repository.product("assay-worker").path))
    // A directory that each start leaves a mark in.
    let fake = try TemporaryDirectory()
    let script = "#!/bin/sh\necho start >> '\(fake.path("starts").path)'\nexec '\(location.path)' \"$@\"\n"
    let file = try fake.write(script, to: "worker")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
    let transport = ProcessTransport(worker: try WorkerLocation(explicit: FilePath(file.path)), atOnce: 1)
    let pool = WorkerPool(transport)
    for _ in 0..<5 {
      let answer = try await pool.verify(VerifyJob(objectName: "two.bpf.o"), object: object)
      #expect(answer.programs.map(\.outcome.verdict) == [.accepted, .rejected])
    }
    await pool.close()
    #expect(try String(contentsOf: fake.path("starts"), encoding: .utf8) == "start\n")
  }

  /// The children of a worker that live.
  private func children(of command: RunningCommand) -> [Int32] {
    let pid = command.processIdentifier
    let text = (try? String(contentsOfFile: "/proc/\(pid)/task/\(pid)/children", encoding: .utf8)) ?? ""
    return text.split(separator: " ").compactMap { Int32($0) }
  }

  /// Whether a process that is not our child lives: its new parent may not have waited for it yet.
  private func isRunning(_ pid: Int32) -> Bool {
    (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)).map { !$0.contains(") Z ") } ?? false
  }

  @Test func bytesThatAreNoJobAreAnswered() async throws {
    let pipe = Pipe()
    let command = try RunningCommand(Repository.product("assay-worker"), standardInput: pipe)
    try pipe.fileHandleForWriting.write(contentsOf: Array("certainly no frame".utf8))
    let result = try await command.result()
    try? pipe.fileHandleForWriting.close()
    let said = try replies(result.output)
    #expect(said.count == 3)
    guard said.count == 3, case .failed(.environment, let reason) = said[1] else { return }
    #expect(reason.summary.contains("bad frame at byte 0"))
    // Nothing that follows in such a stream is read.
    #expect(result.ending == .status(1))
  }

  @Test func aWorkerThatGetsNothingEndsByItself() async throws {
    let result = try await RunningCommand.run(Repository.product("assay-worker"))
    #expect(result.ending == .status(3))
    #expect(result.errors.isEmpty)
  }

  @Test func memoryThatItMayNotHaveIsAnEndAndNoCrashOfAssay() async throws {
    let pool = WorkerPool(try transport(limits: WorkerLimits(memory: 1 << 20)))
    do {
      _ = try await pool.verify(VerifyJob(objectName: "x"), object: [UInt8](repeating: 0, count: 64 << 20))
      Issue.record("it had enough")
    } catch {
      guard case .ended = error else {
        Issue.record("\(error)")
        return
      }
    }
  }

  @Test(arguments: [["nonsense"], ["guard"], ["guard", "--"], ["--memory-limit"], ["--memory-limit", "x"]])
  func argumentsWithoutMeaningAreRefused(arguments: [String]) async throws {
    let result = try await RunningCommand.run(Repository.product("assay-worker"), arguments)
    #expect(result.ending == .status(2))
    #expect(result.errorText.contains("unknown arguments"))
  }

  @Test func bothExecutablesCarryOneBuildIdentity() async throws {
    let result = try await RunningCommand.run(Repository.product("assay-worker"), ["--version"])
    #expect(result.outputText == "\(BuildIdentity.current)\n")
  }
}
