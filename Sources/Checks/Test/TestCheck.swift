import Analysis
import BPFObject
import BTF
import Findings
import Fixtures
import Foundation
import Jobs
import KernelFacts
import MicroVM
import Packets
import Placed
import Project
import Reports
import Synchronization
import SystemPackage
import Workers

/// The flow of `assay test`: test files to cases, cases to jobs, outcomes to a report.
public struct TestCheck: Sendable {
  private let request: TestRequest
  private let filters: [Glob]
  /// Filters that no case of a test file fits.
  private let idleFilters: [String]
  private let units: [TestUnit]
  /// Objects that may declare tests of their own.
  private let declared: [InputBuild]
  /// Those among them that have a test file.
  private let tested: Set<String>
  /// What is wrong with some test files; the others are run.
  private let problems: [CheckError]
  private let resources: LoadResources
  /// Packets for a capture; nil when nobody asks.
  private let packets: PacketLog?
  /// What ran of the programs; nil when nobody asks.
  private let coverage: CoverageLedger?
  /// What the cases are run on a second time, to compare; nil when nobody asks.
  private let base: TestBase?
  /// What is told of every run; nil when nobody asks.
  private let observe: (@Sendable (RecordedRun) -> Void)?

  /// Reads the test files and finds everything that the run needs.
  ///
  /// - Throws: `CheckError` for an argument that means nothing, and for a worker that is not there.
  public init(_ request: TestRequest, environment: [String: String]) async throws(CheckError) {
    try await self.init(request, shared: nil, environment: environment)
  }

  /// As above, beside other checks.
  init(_ request: TestRequest, shared: SharedWork?, environment: [String: String]) async throws(CheckError) {
    let files = try TestFileList(request.arguments)
    let (tests, problems) = LoadedTestFile.all(of: files)
    // An object's own tests are run where it is named: a folder is full of objects that nobody means to test so.
    let declared = files.objects.isEmpty ? [] : try BuildPlan(files.objects, request.build).builds
    try await self.init(
      request, tests: tests.map(\.test), problems: problems, declared: declared,
      tested: Set(tests.compactMap(\.object)), shared: shared, environment: environment)
  }

  /// For test files that are read already. What comes of each run is told to `observe`, from several tasks.
  init(
    _ request: TestRequest, tests: [LoadedTestFile], problems: [CheckError] = [], declared: [InputBuild] = [],
    tested: Set<String> = [], shared: SharedWork? = nil, environment: [String: String],
    observe: (@Sendable (RecordedRun) -> Void)? = nil
  ) async throws(CheckError) {
    self.request = request
    self.observe = observe
    packets = request.packetFile.map { _ in PacketLog() }
    coverage = request.measuresCoverage ? CoverageLedger() : nil
    filters = request.filters.map(Glob.init)
    var units: [TestUnit] = []
    var problems = problems
    for test in tests {
      do throws(CheckError) {
        units += try TestUnit.all(of: test, request.build)
      } catch {
        problems.append(error)
      }
    }
    idleFilters = zip(request.filters, filters).filter { _, glob in
      !units.contains { $0.test.file.heads.contains { glob.matches($0.name) } }
    }.map(\.0)
    // Kernels are fetched and started for cases that are run.
    let filters = filters
    units.removeAll { unit in
      !filters.isEmpty && !unit.test.file.heads.contains { head in filters.contains { $0.matches(head.name) } }
    }
    // A recording is of one way to build the object.
    if observe != nil { units.removeSubrange(min(1, units.count)...) }
    self.units = units
    base =
      request.base.isEmpty
      ? nil : try await TestBase(request.base, of: units.map(\.build), request.build, environment: environment)
    self.problems = problems
    self.declared = declared
    self.tested = tested
    resources = try await LoadResources(
      for: units.map(\.build) + declared + (base?.builds(for: units) ?? []), request.build,
      timeLimit: request.timeLimit, atOnce: request.parallelism,
      networkNamespace: true, shared: shared, environment: environment)
  }

  private var kernels: KernelPlan { resources.kernels }

  private var width: Int { request.parallelism ?? ProcessInfo.processInfo.activeProcessorCount }

  private func isWanted(_ name: String) -> Bool { filters.isEmpty || filters.contains { $0.matches(name) } }

  /// Runs the cases. A cancelled run gives what it has so far.
  public func run(progress: @escaping @Sendable (CheckProgress) -> Void) async -> TestResult {
    let started = ContinuousClock.now
    let total = units.reduce(0) { $0 + $1.test.file.heads.count * max(1, $1.build.kernels.count) }
    let meter = ProgressMeter(total: total, report: progress)
    let hasFailed = Atomic(false)
    // A machine starts when all that ask it have asked: objects and test files go side by side.
    async let declaring = Concurrently.map(declared, atOnce: kernels.hasMachine ? declared.count : 2) { build in
      await checkDeclared(build, meter)
    }
    let files = await Concurrently.map(units, atOnce: kernels.hasMachine ? units.count : 2) { unit in
      guard !(request.failsFast && hasFailed.load(ordering: .relaxed)) else { return Part() }
      let part = await check(unit, meter)
      if part.cases.contains(where: { $0.result == .failed }) { hasFailed.store(true, ordering: .relaxed) }
      return part
    }
    let own = await declaring
    defer { base?.end() }
    let parts = await movingSpared(files + own)
    let notes =
      await resources.close(parts.flatMap(\.notes)) + KernelDisagreement.notes(on: parts.flatMap(\.cases))
    var problems = problems + parts.flatMap(\.problems)
    if parts.allSatisfy(\.cases.isEmpty), problems.isEmpty, let path = declared.first?.file.path {
      problems.append(
        .usage("\(path): no tests: no test file beside it, and it declares none (assay init writes a first test file)"))
    }
    for text in idleFilters {
      let glob = Glob(text)
      guard !own.contains(where: { $0.cases.contains { glob.matches($0.name) } }) else { continue }
      problems.append(.usage("no case fits --filter \(text)"))
    }
    let written = request.updatesSnapshots ? writeSnapshots(parts, &problems) : []
    let writtenPackets = writePackets(&problems)
    let seconds = (ContinuousClock.now - started) / .seconds(1)
    var report = TestReport(
      assay: BuildIdentity.version, cases: parts.flatMap(\.cases),
      seed: parts.contains(where: \.usesSeed) ? request.seed : nil, seconds: seconds, notes: notes)
    let everyTask = parts.flatMap(\.everyTask).uniqued()
    report.everyTask = everyTask.isEmpty ? nil : everyTask
    var result = TestResult(
      report: report, problems: problems, writtenSnapshots: written, writtenPackets: writtenPackets,
      coverage: coverage.map { CoverageReport(assay: BuildIdentity.version, objects: $0.objects()) },
      leastCoverage: request.leastCoverage, optionalKernels: kernels.optional)
    if request.failsFast { result.cutAfterFirstFailure() }
    return result
  }

  /// What one unit gives.
  private struct Part: Sendable {
    var cases: [TestedCase] = []
    var notes: [String] = []
    var problems: [CheckError] = []
    var snapshots: [SnapshotCase] = []
    var spared: [SparedCases] = []
    /// Programs that every task of this machine runs while cases do.
    var everyTask: [String] = []
    /// Whether the run's seed made a packet.
    var usesSeed = false

    /// Puts what cases came to in a machine in the place of what they came to on the host, and says so; without a machine,
    /// says what one would take.
    mutating func move(_ moved: [(name: String, cases: [TestedCase])], to machine: AskedKernel) {
      for (name, ran) in moved {
        guard let first = ran.first,
          let index = cases.firstIndex(where: {
            $0.name == name && $0.object == first.object && $0.program == first.program
              && $0.kernel?.name == KernelReference.host.text
          })
        else { continue }
        if case .absent(let absence) = machine.way {
          let needed = absence.summary + (absence.advice.map { ": \($0)" } ?? "")
          let other = cases[index].reason?.advice
          cases[index].reason?.advice = [needed, other].compactMap(\.self).joined(separator: " ")
        } else {
          let why = cases[index].reason?.summary ?? ""
          cases.replaceSubrange(
            index...index,
            with: ran.map { tested in
              var tested = tested
              tested.notes.append("ran on \(machine.name) in place of the running kernel: \(why)")
              return tested
            })
        }
      }
    }
  }

  /// Writes the snapshots of each test file that came out otherwise than they are stored; returns the paths. Cases that
  /// were not run keep what they have.
  private func writeSnapshots(_ parts: [Part], _ problems: inout [CheckError]) -> [String] {
    var written: [String] = []
    var done: Set<String> = []
    for unit in units where done.insert(unit.test.path).inserted {
      let found = zip(units, parts).filter { $0.0.test.path == unit.test.path }.flatMap(\.1.snapshots)
      guard !found.isEmpty else { continue }
      let cases = unit.test.file.heads.filter(\.isSnapshot).compactMap { form in
        found.first { $0.name == form.name } ?? unit.test.snapshots[form.name]
      }
      let path = LoadedTestFile.snapshotPath(unit.test.path)
      do {
        let bytes = try SnapshotFile(cases: cases).bytes(file: path)
        guard (try? LocalFile.read(path, limit: PlacedDocument.sizeLimit)) != bytes else { continue }
        try LocalFile.write(bytes, to: path)
        written.append(path)
      } catch {
        problems.append(.usage("\(error)"))
      }
    }
    return written
  }

  /// Writes the capture that was asked for; returns how many packets it holds.
  private func writePackets(_ problems: inout [CheckError]) -> Int? {
    guard let path = request.packetFile, let packets else { return nil }
    let capture = PacketCapture(packets: packets.packets)
    do throws(FileError) {
      try LocalFile.write(path.hasSuffix(".pcap") ? capture.pcap : capture.pcapng, to: path)
    } catch {
      problems.append(.undecided("\(error)"))
      return nil
    }
    return capture.packets.count
  }

  private func check(_ unit: TestUnit, _ meter: ProgressMeter) async -> Part {
    let asked = unit.build.kernels.flatMap { wish in kernels.kernels(wish).map { (wish: wish, kernel: $0) } }
    // What is compared is asked for when all cases of the unit have run, by itself: nobody waits for it.
    let baseKernels = base?.kernel.map(kernels.kernels) ?? []
    for kernel in baseKernels { await kernel.leave() }
    var part = Part()
    let input: ObjectInput
    do throws(UnusableInput) {
      input = try await resources.reader.read(unit.build)
    } catch {
      for (_, kernel) in asked { await kernel.leave() }
      part.notes = error.notes
      part.cases = unit.wanted(isWanted).map { number in
        unit.blank(unit.test.file.heads[number], on: nil)
          .ended(error.verdict == .environment ? .environment : .failed, error.reason)
      }
      return part
    }
    part.notes = input.notes
    let other = await baseObject(of: unit, &part)
    var compared: [(index: Int, ready: ReadyUnit, cases: [TestedCase])] = []
    let wanted = unit.wanted(isWanted)
    var cases = [[TestedCase]](repeating: [], count: asked.count)
    // A virtual machine takes all of them in one boot.
    let size = kernels.hasMachine ? max(1, wanted.count) : Self.casesAtOnce
    var hasLeft = false
    for start in stride(from: 0, to: wanted.count, by: size) {
      let numbers = wanted[start..<min(start + size, wanted.count)]
      let prepared = await ready(unit, numbers, input, for: asked.map(\.kernel), &part)
      guard prepared.count == asked.count else { break }
      // Each kernel is left as soon as nothing more comes for it: others may wait for that there whom this one waits for on
      // another kernel.
      let isLast = start + size >= wanted.count
      let results = await Concurrently.map(Array(asked.indices), atOnce: asked.count) { index in
        let ran = await run(prepared[index], on: asked[index].kernel, named: asked[index].wish, meter)
        if isLast { await asked[index].kernel.leave() }
        return ran
      }
      hasLeft = isLast
      for (index, result) in results.enumerated() {
        cases[index] += result.cases
        if other != nil { compared.append((index, prepared[index], result.cases)) }
        part.everyTask += result.everyTask
        guard !result.spared.isEmpty else { continue }
        let (ready, wish) = (prepared[index], asked[index].wish)
        part.spared.append(
          SparedCases(asked: asked.map(\.kernel)) { machine in
            let ran = await run(ready, on: machine, named: wish, chosen: result.spared)
            return SparedCases.Moved(cases: ran.cases.map { ($0.name, [$0]) }, snapshots: ran.snapshots)
          })
      }
      if request.updatesSnapshots { part.snapshots += results.first?.snapshots ?? [] }
      if Task.isCancelled { break }
    }
    if !hasLeft { for (_, kernel) in asked { await kernel.leave() } }
    if let other {
      let results = await Concurrently.map(compared, atOnce: asked.count) { ran in
        await self.compared(ran.cases, of: ran.ready, other, on: asked[ran.index].kernel, baseKernels.first)
      }
      for (ran, results) in zip(compared, results) { cases[ran.index] += results }
    }
    part.cases = cases.flatMap(\.self)
    return part
  }

  /// How many cases of a file are in memory at once.
  private static let casesAtOnce = 1000

  /// Cases made ready for each kernel; fewer when something is wrong with one. They are the same for all, but where
  /// arguments have names, or contexts are laid out: what is where differs from kernel to kernel.
  private func ready(
    _ unit: TestUnit, _ numbers: ArraySlice<Int>, _ input: ObjectInput, for asked: [AskedKernel], _ part: inout Part
  ) async -> [ReadyUnit] {
    let heads = numbers.map { unit.test.file.heads[$0] }
    let isTracing = input.object.programs.contains { $0.match.map { HostedContext.of($0) != nil } ?? false }
    guard heads.contains(where: \.needsKernelTypes) || isTracing && heads.contains(where: \.attach.isEmpty) else {
      let place = TracingPlace(
        object: input.object, kernelTypes: nil, machine: KernelIdentity.running.machine, format: { _ in nil })
      guard let ready = ready(unit, numbers, input, place, &part) else { return [] }
      return asked.map { _ in ready }
    }
    var all: [ReadyUnit] = []
    for kernel in asked {
      let place = await place(of: input.object, on: kernel)
      guard let ready = ready(unit, numbers, input, place, &part) else { break }
      all.append(ready)
    }
    return all
  }

  private func place(of object: ObjectFile, on kernel: AskedKernel) async -> TracingPlace {
    TracingPlace(
      object: object, kernelTypes: await kernels.types(of: kernel), machine: (kernel.identity ?? .running).machine,
      format: { RunningTracepoint.format(of: $0, isRunning: !kernel.isMachine) })
  }

  private func ready(
    _ unit: TestUnit, _ numbers: ArraySlice<Int>, _ input: ObjectInput, _ place: TracingPlace, _ part: inout Part
  ) -> ReadyUnit? {
    var planner = CasePlanner(
      for: place, records: unit.test.file.records, seed: request.seed
    ) { [test = unit.test] in
      test.capture($0)
    }
    var planned: [PlannedCase] = []
    for number in numbers {
      guard let form = unit.test.file.form(number) else { continue }
      if let test = planner.plan(form, number: planned.count) { planned.append(test) }
    }
    part.usesSeed = part.usesSeed || planner.usesSeed
    guard planner.problems.all.isEmpty else {
      part.problems.append(unit.test.error(planner.problems))
      return nil
    }
    return ReadyUnit(unit: unit, input: input, planned: planned, values: planner.values, records: planner.records)
  }

  /// Runs the tests that an object declares.
  private func checkDeclared(_ build: InputBuild, _ meter: ProgressMeter) async -> Part {
    let asked = kernels.kernels(for: build)
    var part = Part()
    do throws(UnusableInput) {
      let input = try await resources.reader.read(build)
      let tests = OwnTests(
        of: input, build, allowsUnbounded: request.allowsUnbounded, coverage: coverage, isWanted: isWanted)
      let results = await Concurrently.map(asked, atOnce: asked.count) { kernel in
        let results = await tests.results(on: kernel)
        await kernel.leave()
        return results
      }
      part.cases = results.joined().flatMap(\.cases)
      part.spared = results.compactMap { tests.spared(by: $0) }.map { spared in
        SparedCases(asked: asked) { machine in
          SparedCases.Moved(cases: await spared.results(on: machine).map { ($0.name, $0.cases) })
        }
      }
      part.notes = input.notes
    } catch {
      for kernel in asked { await kernel.leave() }
      part.notes = error.notes
      // The cases of its test file say it already.
      if !tested.contains(build.file.path) {
        part.problems = [CheckError(status: error.isUsage ? .usage : .fails, description: error.reason.summary)]
      }
    }
    return part
  }

  /// Runs the cases that the running kernel was spared in a virtual machine, all of them in one boot, and puts what they
  /// come to in the place of what they came to.
  private func movingSpared(_ parts: [Part]) async -> [Part] {
    let count = parts.reduce(0) { $0 + $1.spared.count }
    guard count > 0, !Task.isCancelled else { return parts }
    let machine = kernels.spare.kernel(closestTo: KernelIdentity.running.release, participants: count)
    let results = await Concurrently.map(parts, atOnce: parts.count) { part in
      await Concurrently.map(part.spared, atOnce: part.spared.count) { spared in
        // Where it is asked anyway, it is not asked twice.
        let isAsked = spared.asked.contains { $0.name == machine.name }
        let moved = isAsked ? SparedCases.Moved() : await spared.run(machine)
        await machine.leave()
        return moved
      }
    }
    var moved = parts
    for (index, results) in results.enumerated() {
      moved[index].snapshots += results.flatMap(\.snapshots)
      moved[index].move(results.flatMap(\.cases), to: machine)
    }
    return moved
  }

  /// The programs that every task of this machine runs while cases do; the first is told of before.
  private func everyTask(of cases: [TestCase], _ object: ObjectFile, _ meter: ProgressMeter?) -> [String] {
    let names = cases.flatMap(\.steps).compactMap { step in
      if case .attach(let program) = step { program } else { nil }
    }.uniqued()
    return names.filter { name in
      guard let program = object.program(named: name), let match = program.match, HostEffects.reachesEveryTask(match),
        request.allowsHostEffects
          || HostEffects.of(
            program, type: match.programType, attachType: match.attachType ?? AttachType(rawValue: 0), in: object
          ).isEmpty
      else { return false }
      if request.announcesEveryTask {
        meter?.announce("every task of this machine runs program \(name) while its cases do (\(program.section))")
      }
      return true
    }
  }

  /// What came of cases on one kernel.
  private struct Ran: Sendable {
    var cases: [TestedCase] = []
    var snapshots: [SnapshotCase] = []
    /// The cases that the kernel was spared.
    var spared: Set<Int> = []
    /// Programs that every task of this machine runs while cases do.
    var everyTask: [String] = []
  }

  /// Runs cases that passed once more for each call in them that can fail.
  private func sweep(
    _ ready: ReadyUnit, _ passed: Set<Int>, _ job: TestJob, _ pool: WorkerPool, on kernel: AskedKernel
  ) async throws(TransportError) -> [TestedCase] {
    let sweep = Mutex(FailureSweep(ready))
    let width = kernel.isMachine ? 1 : width
    try await pool.test(
      job, cases: sweep.withLock { $0.looking(at: passed) }, object: ready.input.loadable, values: ready.values,
      width: width
    ) { tested in sweep.withLock { $0.take(tested.outcomes) } }
    let found = sweep.withLock(\.self)
    let judged = Mutex<[Int: TestedCase]>([:])
    let failing = found.failing
    guard !failing.isEmpty else { return [] }
    try await pool.test(
      job, cases: failing, object: ready.input.loadable, values: ready.values, width: width
    ) { tested in
      let identity = tested.hello.map { KernelIdentity(name: kernel.name, answering: $0) }
      for outcome in tested.outcomes {
        let result = found.judged(outcome, tested.bytes, on: identity)
        judged.withLock { $0[outcome.number] = result }
      }
    }
    return judged.withLock { judged in failing.indices.compactMap { judged[$0] } }
  }

  /// What workers are asked to do on a kernel.
  private func job(for ready: ReadyUnit, on kernel: AskedKernel) -> TestJob {
    var job = TestJob(objectName: ready.name, programs: ready.programs)
    job.mapMemoryLimit = ready.unit.build.mapMemory ?? job.mapMemoryLimit
    job.allowsUnbounded = kernel.isMachine || request.allowsUnbounded
    job.allowsEffects = kernel.isMachine || request.allowsHostEffects
    job.marksCoverage = coverage != nil
    if kernel.isMachine { job.modules = ready.modules }
    return job
  }

  /// The object that a unit's cases are run on a second time; nil where there is none, and what is to be said of that.
  private func baseObject(of unit: TestUnit, _ part: inout Part) async -> ObjectInput? {
    guard let base else { return nil }
    do throws(UnusableInput) {
      let found = try await base.object(for: unit.build, resources.reader)
      if let note = found.note { part.notes.append(note) }
      return found.object
    } catch {
      part.problems.append(
        CheckError(
          status: error.isUsage ? .usage : .undecided,
          description: "\(unit.test.path): \(base.name): \(error.reason.summary)"))
      return nil
    }
  }

  /// Runs the cases that ran on the other object, or on the other kernel, and compares what comes out.
  private func compared(
    _ cases: [TestedCase], of ready: ReadyUnit, _ other: ObjectInput, on kernel: AskedKernel,
    _ otherKernel: AskedKernel?
  ) async -> [TestedCase] {
    let otherKernel = otherKernel ?? kernel
    guard let base, !Task.isCancelled else { return [] }
    // A kernel is not compared with itself.
    if request.base.version == nil, request.base.compiler == nil, kernel.name == otherKernel.name { return [] }
    let ran = Set(cases.filter { $0.result == .passed || $0.result == .failed }.map(\.name))
    let planned = ready.planned.filter { ran.contains($0.form.name) }
    guard !planned.isEmpty else { return [] }
    let forms = planned.map { (number: $0.test.number, form: $0.form) }
    let comparison = BaseComparison(
      name: base.name,
      base: ComparedSide(
        ready.unit, forms, other, in: await place(of: other.object, on: otherKernel), on: otherKernel,
        seed: request.seed
      ) { job(for: $0, on: otherKernel) },
      here: ComparedSide(
        ready.unit, forms, ready.input, in: await place(of: ready.input.object, on: kernel), on: kernel,
        seed: request.seed
      ) { job(for: $0, on: kernel) }, width: width)
    return await comparison.results(of: planned)
  }

  /// Runs a unit's cases on one kernel.
  private func run(
    _ ready: ReadyUnit, on kernel: AskedKernel, named wish: KernelWish, chosen: Set<Int>? = nil,
    _ meter: ProgressMeter? = nil
  ) async -> Ran {
    let board = CaseBoard(
      ready, on: kernel, named: wish, updatesSnapshots: request.updatesSnapshots, chosen: chosen)
    let pool: WorkerPool
    switch kernel.pool {
    case .success(let found): pool = found
    case .failure(let absence): return Ran(cases: board.finished(with: .environment, absence.reason))
    }
    let wanted = board.runnable
    guard !wanted.isEmpty else { return Ran(cases: board.finished()) }
    let job = job(for: ready, on: kernel)
    let everyTask = kernel.isMachine ? [] : everyTask(of: wanted, ready.input.object, meter)
    do throws(TransportError) {
      try await pool.test(
        job, cases: wanted, object: ready.input.loadable, values: ready.values, width: kernel.isMachine ? 1 : width
      ) { tested in
        if let observe { ready.runs(of: tested).forEach(observe) }
        packets?.add(tested, of: ready, on: kernel.name)
        coverage?.add(tested, of: ready.input, ready.unit.build) { number in
          ready.planned.indices.contains(number) ? ready.planned[number].form.name : nil
        }
        for number in board.take(tested) { meter?.finish("\(ready.unit.test.path) \(ready.planned[number].form.name)") }
      }
      var ran = Ran(cases: board.finished(), snapshots: board.snapshots, spared: board.spared, everyTask: everyTask)
      if request.failsEach { ran.cases += try await sweep(ready, board.passed, job, pool, on: kernel) }
      return ran
    } catch {
      let cases =
        switch error {
        case .cancelled: board.finished(with: .skipped, Reason("interrupted"))
        case .machine(let reason): board.finished(with: .environment, reason)
        default: board.finished(with: .environment, Reason("\(error)"))
        }
      return Ran(cases: cases, snapshots: board.snapshots, spared: board.spared, everyTask: everyTask)
    }
  }
}
