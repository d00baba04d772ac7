import BPFObject
import BTF
import Fixtures
import Foundation
import Jobs
import KernelFacts
import Placed
import Project
import Reports
import Synchronization
import Workers

/// Turns what comes by at a raw tracepoint into cases of the program that is for it: a program of ours is attached there
/// for a while, and sends each event's arguments with the task that they came by in.
struct LiveRecording {
  private let request: RecordRequest
  private let environment: [String: String]

  /// More cases nobody reads.
  private static let mostCases = 50

  init(_ request: RecordRequest, _ environment: [String: String]) {
    self.request = request
    self.environment = environment
  }

  /// The test file, and what is to be known about it.
  func draft(
    progress: @escaping @Sendable (CheckProgress) -> Void
  ) async throws(CheckError) -> (file: DraftedFile, notes: [String]) {
    let (program, tracepoint) = try await program()
    let beside = LocalFile.join(LocalFile.parent(of: request.object), program + TestFile.suffix)
    let place = TestPlace(of: request.object, output: request.output == "-" ? beside : request.output ?? beside)
    guard request.output == "-" || !LocalFile.exists(place.path) else { throw RecordCheck.refusal(place.path) }
    let all = try await events(at: tracepoint, progress)
    guard !all.isEmpty else {
      throw .undecided(
        "nothing came by at tracepoint \(tracepoint) in \(NumberText.decimal(request.seconds, places: 1)) s: --seconds takes longer"
      )
    }
    var seen: Set<LiveEvent> = []
    let events = Array(all.filter { seen.insert($0).inserted }.prefix(Self.mostCases))
    let draft = LiveRecordDraft(program: program, object: place.object)
    let (runs, kernel, notes) = try await RecordCheck.recorded(
      draft.inputs(events), place, request, count: events.count, environment: environment, progress: progress)
    let head = [
      "Events of tracepoint \(tracepoint), and what \(program) made of each on \(kernel), with maps that hold nothing.",
      "Arguments that are addresses lead somewhere only while the machine is up that they were recorded on.",
      "assay test --record wrote it: it says what came out, which is not yet what should.",
    ]
    let text = draft.text(events, runs, notes: head.map { TerminalText.escape($0) })
    let left = all.count - events.count
    let more =
      left > 0 ? ["\(NumberText.count(left, "event")) left out: the same again, or more than \(Self.mostCases)"] : []
    return (
      DraftedFile(path: place.path, text: text, contents: NumberText.count(events.count, "case")), more + notes
    )
  }

  /// The program that is recorded for, and its tracepoint.
  private func program() async throws(CheckError) -> (name: String, tracepoint: String) {
    var show = ShowRequest(path: request.object)
    show.build = request.test.build
    let (object, _) = try await ShowCheck.object(show, environment: environment)
    let fitting = object.programs.filter { $0.match?.programType == .rawTracepoint && $0.match?.target != nil }
    if fitting.isEmpty, request.program == nil {
      throw .usage(
        "\(request.object) has no program of a raw tracepoint (SEC(\"raw_tp/NAME\")), which --record live records for")
    }
    let known = fitting.isEmpty ? "it has none" : "it has \(fitting.prefix(12).map(\.name).joined(separator: ", "))"
    guard let name = request.program ?? (fitting.count == 1 ? fitting[0].name : nil) else {
      throw .usage("\(request.object): --program says which raw tracepoint's program is recorded for; \(known)")
    }
    guard let program = fitting.first(where: { $0.name == name }), let tracepoint = program.match?.target else {
      throw .usage(
        "\(request.object) has no program \(name) of a raw tracepoint: \(known); packets are recorded from a capture")
    }
    return (name, tracepoint)
  }

  // MARK: Events

  private func events(
    at tracepoint: String, _ progress: @Sendable (CheckProgress) -> Void
  ) async throws(CheckError) -> [LiveEvent] {
    let directory = LocalFile.join(FileManager.default.temporaryDirectory.path, "assay-record-\(UUID().uuidString)")
    let source = LocalFile.join(directory, "record.bpf.c")
    do throws(FileError) {
      try LocalFile.makeDirectory(directory)
      try LocalFile.write([], to: source)
    } catch {
      throw .undecided("\(error)")
    }
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let test = request.onOneKernel
    guard let build = try BuildPlan([source], test.build).builds.first else { return [] }
    let resources = try await LoadResources(
      for: [build], test.build, timeLimit: nil, atOnce: 1, networkNamespace: false, environment: environment)
    guard let kernel = resources.kernels.kernels(for: build).first else { return [] }
    let count = try await arguments(of: tracepoint, on: kernel, resources)
    let bytes: [UInt8]
    do {
      try LocalFile.write(Array(LiveEvent.recorder(of: tracepoint, arguments: count).utf8), to: source)
      bytes = try await resources.reader.read(build).bytes
    } catch {
      throw .undecided(
        "the program that records cannot be compiled: \((error as? UnusableInput)?.reason.summary ?? "\(error)")")
    }
    progress(CheckProgress(done: 0, total: 1, current: "watching tracepoint \(tracepoint)"))
    var watch = TestCase(number: 0)
    watch.steps = [
      .attach(program: LiveEvent.program),
      .drive(.deed(name: "sleep", arguments: [String(Int(request.seconds * 1000))])), .drain(map: LiveEvent.map),
    ]
    let found = Mutex<Result<[LiveEvent], CheckError>>(.success([]))
    do throws(TransportError) {
      let pool: WorkerPool
      switch kernel.pool {
      case .success(let there): pool = there
      case .failure(let absence): throw .machine(absence.reason)
      }
      try await pool.test(
        TestJob(objectName: "record", programs: [LiveEvent.program]), cases: [watch], object: bytes, values: []
      ) { tested in
        guard let outcome = tested.outcomes.first else { return }
        found.withLock { $0 = Self.events(outcome, tested.bytes, arguments: count) }
      }
      await kernel.leave()
      await resources.host.close()
    } catch {
      if case .machine(let reason) = error { throw .undecided(reason.summary) }
      throw .undecided("\(error)")
    }
    return try found.withLock { $0 }.get()
  }

  /// How many arguments a tracepoint has, as the kernel's types say.
  private func arguments(
    of tracepoint: String, on kernel: AskedKernel, _ resources: LoadResources
  ) async throws(CheckError) -> Int {
    guard let types = await resources.kernels.types(of: kernel) else {
      throw .undecided(
        "the types of \(kernel.name) cannot be read: how many arguments its tracepoints have is not known")
    }
    guard let type = types.type(named: "btf_trace_" + tracepoint, kind: .typedef),
      let prototype = try? types.prototype(of: type.id)
    else { throw .undecided("\(kernel.name) has no tracepoint \(tracepoint)") }
    // The first is the kernel's own.
    return min(prototype.parameters.count - 1, ArgumentsFixture.most)
  }

  private static func events(
    _ outcome: CaseOutcome, _ bytes: [UInt8], arguments: Int
  ) -> Result<[LiveEvent], CheckError> {
    if let failure = outcome.failure {
      let advice = failure.reason.advice.map { ": \($0)" } ?? ""
      return .failure(.undecided("nothing can be recorded: \(failure.reason.summary)\(advice)"))
    }
    let events = outcome.steps.flatMap { step -> [TestEvent] in
      if case .events(let events) = step { events } else { [] }
    }
    return .success(events.compactMap { $0.bytes.bytes(of: bytes).flatMap { LiveEvent($0, arguments: arguments) } })
  }
}
