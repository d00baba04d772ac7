import BPFObject
import Findings
import Foundation
import Jobs
import KernelFacts
import MicroVM
import Reports
import SystemPackage
import Workers

/// The flow of `assay verify`: inputs to objects, objects to jobs, replies to rows.
public struct VerifyCheck: Sendable {
  private let request: VerifyRequest
  private let builds: [InputBuild]
  private let resources: LoadResources
  /// How many inputs are read or compiled at once.
  private let reading: WorkerSlots
  private let programs: [Glob]
  private let presets: [Preset]
  private let replaceTarget: ReplaceTarget?
  private let logs: LogFolder?

  /// Finds everything that the run needs.
  ///
  /// - Throws: `CheckError` for an argument that means nothing, and for a worker that is not there.
  public init(_ request: VerifyRequest, environment: [String: String]) async throws(CheckError) {
    try await self.init(
      request, try BuildPlan(request.arguments, request.build).builds, shared: nil, environment: environment)
  }

  /// For inputs whose builds are planned already.
  init(
    _ request: VerifyRequest, _ builds: [InputBuild], shared: SharedWork?, environment: [String: String]
  ) async throws(CheckError) {
    self.request = request
    self.builds = builds
    programs = request.programs.map(Glob.init)
    presets = try PresetList.read(request.presets)
    replaceTarget = try request.replaceTarget.map { text throws(CheckError) in try ReplaceTarget(text) }
    logs = try request.logDirectory.map { path throws(CheckError) in try LogFolder(path) }
    resources = try await LoadResources(
      for: builds, request.build, timeLimit: request.timeLimit, atOnce: request.parallelism,
      networkNamespace: request.attach == true, shared: shared, environment: environment)
    reading = WorkerSlots(Self.atOnce(request))
  }

  private var kernels: KernelPlan { resources.kernels }

  /// The SHA-256 of the images that are asked, by their kernels' names.
  var images: [String: String] { kernels.images }

  private static func atOnce(_ request: VerifyRequest) -> Int {
    request.parallelism ?? ProcessInfo.processInfo.activeProcessorCount
  }

  /// Runs the check, as many inputs at once as there are cores. A cancelled run gives what it has so far. A virtual
  /// machine takes all inputs in one boot: then all of them are under way at once.
  public func run(progress: @escaping @Sendable (CheckProgress) -> Void) async -> VerifyResult {
    let meter = ProgressMeter(total: builds.count, report: progress)
    let atOnce = kernels.hasMachine ? builds.count : Self.atOnce(request)
    let parts = await Concurrently.map(builds, atOnce: atOnce) { build in
      let part = await check(build, meter)
      meter.finish(build.file.path)
      return part
    }
    var notes = await resources.close(parts.flatMap(\.notes))
    var unusable = parts.count { $0.isUsage }
    let applied = Set(parts.flatMap(\.appliedPresets))
    for preset in presets where !applied.contains(preset) && parts.contains(where: \.isObject) {
      notes.append("no input has the global of --set \(preset.path)=\(preset.value)")
      unusable += 1
    }
    let names = parts.flatMap(\.names)
    for (text, glob) in zip(request.programs, programs) where !names.contains(where: glob.matches) {
      guard parts.contains(where: \.isObject) else { break }
      notes.append("no input has a program that fits --program \(text)")
      unusable += 1
    }
    let sized = Set(parts.flatMap(\.appliedSizes))
    for size in request.job.mapOverrides where !sized.contains(size) && parts.contains(where: \.isObject) {
      notes.append("no input has the map of --set-map \(size.map).\(size.field.rawValue)=\(size.value)")
      unusable += 1
    }
    let matrix = KernelMatrix(rows: parts.flatMap(\.rows))
    var places = SourcePlaces(near: builds.map(\.file.path))
    let rows = matrix.rows.map { row in
      var row = row
      row.finding = row.finding.map { places.completed($0) }
      return row
    }
    let report = VerifyReport(assay: BuildIdentity.version, rows: rows, notes: notes + matrix.notes)
    return VerifyResult(report: report, unusableInputs: unusable, optionalKernels: kernels.optional)
  }

  /// What one build gives.
  private struct Part: Sendable {
    var rows: [VerifyRow] = []
    var notes: [String] = []
    /// The programs of the object, asked for or not.
    var names: [String] = []
    var appliedPresets: [Preset] = []
    var appliedSizes: [MapOverride] = []
    var isObject = false
    var isUsage = false
  }

  private func check(_ build: InputBuild, _ meter: ProgressMeter) async -> Part {
    let asked = kernels.kernels(for: build)
    let plan: LoadPlan
    do throws(UnusableInput) {
      plan = try await prepared(build, meter)
    } catch {
      for kernel in asked { await kernel.leave() }
      var part = row(build, error.verdict, error.reason)
      part.rows[0].finding = error.findings.first { $0.severity == .error }
      part.notes = error.notes
      part.isUsage = error.isUsage
      return part
    }
    var part = Part(
      notes: plan.input.notes, names: plan.input.object.programs.map(\.name), appliedPresets: plan.applied,
      appliedSizes: plan.job.mapOverrides, isObject: true)
    guard !plan.wanted.isEmpty else {
      for kernel in asked { await kernel.leave() }
      let nothing = plan.input.object.programs.isEmpty ? "it holds no program" : "no program fits --program"
      part.rows = row(build, .skipped, Reason(nothing)).rows
      return part
    }
    let answers = await Concurrently.map(asked, atOnce: asked.count) { kernel in
      let answers = await self.answers(of: kernel, to: plan, meter)
      await kernel.leave()
      return answers
    }
    part.rows = answers.flatMap { answers in plan.wanted.map { answers.row(for: $0, of: build) } }
    part.notes += answers.flatMap(\.notes)
    return part
  }

  /// The row of an input that has no program to speak of.
  private func row(_ build: InputBuild, _ verdict: Verdict, _ reason: Reason) -> Part {
    let nothing = ProgramIdentity(name: "", section: "")
    let outcome = ProgramOutcome(program: nothing, verdict: verdict, reason: reason)
    return Part(rows: [VerifyRow(input: build.file.path, variant: build.variant, kernel: nil, outcome: outcome)])
  }

  /// What is loaded of an input, and how.
  private struct LoadPlan: Sendable {
    var input: ObjectInput
    var wanted: [Program]
    var applied: [Preset]
    var job: VerifyJob
  }

  /// Reads or compiles an input, and makes the job that every kernel gets.
  private func prepared(_ build: InputBuild, _ meter: ProgressMeter) async throws(UnusableInput) -> LoadPlan {
    await reading.take()
    let read: Result<ObjectInput, UnusableInput>
    do throws(UnusableInput) {
      guard !Task.isCancelled else { throw UnusableInput(.skipped, Reason("interrupted before it was asked")) }
      meter.begin(build.file.path)
      read = .success(try await resources.reader.read(build))
    } catch {
      read = .failure(error)
    }
    await reading.give()
    let input = try read.get()
    let wanted = input.object.programs.filter { program in
      programs.isEmpty || programs.contains { $0.matches(program.name) }
    }
    let applied = presets.filter { input.object.hasGlobal(for: $0) }
    var job = request.job
    job.mapOverrides = request.job.mapOverrides.filter { input.object.map(named: $0.map) != nil }
    job.objectName = URL(fileURLWithPath: input.path).deletingPathExtension().lastPathComponent
    job.programs = wanted.map(\.name)
    job.replaceTarget = replaceTarget?.program
    job.keepLogs = logs != nil
    job.mapMemoryLimit = request.mapMemory ?? build.mapMemory ?? job.mapMemoryLimit
    do throws(PresetError) {
      job.initialValues = try input.object.bytes(for: build.presets + applied)
        .map { InitialValue(section: $0.section, offset: $0.offset, bytes: $0.bytes) }
    } catch {
      throw UnusableInput(.loader, Reason(error.description), notes: input.notes, isUsage: true)
    }
    return LoadPlan(input: input, wanted: wanted, applied: applied, job: job)
  }

  /// What a kernel says.
  private func answers(of asked: AskedKernel, to plan: LoadPlan, _ meter: ProgressMeter) async -> ProgramAnswers {
    let pool: WorkerPool
    switch asked.pool {
    case .success(let found): pool = found
    case .failure(let absence): return .none(on: asked.identity, .environment, absence.reason)
    }
    let input = plan.input
    var job = plan.job
    job.attach = request.attach ?? asked.isMachine
    job.driver = request.driver
    if job.attach, plan.wanted.contains(where: { $0.match?.programType == .schedCls }) {
      job.modules = ["sch_ingress", "cls_bpf"]
    }
    do throws(TransportError) {
      let answer = try await pool.verify(job, object: input.loadable, replaceTarget: replaceTarget?.bytes) {
        program in
        meter.begin("\(input.path) \(program.name)" + (asked.name == "host" ? "" : " on \(asked.name)"))
      }
      let kernel = KernelIdentity(name: asked.name, answering: answer.hello)
      let reader = OutcomeReader(input: input, kernel: kernel)
      let outcomes = answer.programs.map { reader.completed($0.outcome) }
      let findings = answer.programs.reduce(into: [String: Finding]()) { found, program in
        found[program.outcome.program.name] = reader.finding(program.outcome)
      }
      let hot = answer.programs.reduce(into: [String: HotProgram]()) { found, program in
        found[program.outcome.program.name] = request.findsHotSpots ? reader.hot(program.outcome) : nil
      }
      let notes = answer.programs.compactMap { program in
        program.log.flatMap { logs?.keep($0, of: program.outcome.program.name, in: input.path) }
      }
      return ProgramAnswers(
        kernel: kernel, outcomes: outcomes, findings: findings, hot: hot,
        restVerdict: answer.failure?.verdict ?? .environment,
        restReason: answer.failure?.reason ?? Reason("the worker gave no answer"), notes: notes, reader: reader)
    } catch {
      switch error {
      case .cancelled: return .none(on: asked.identity, .skipped, Reason("interrupted"))
      case .machine(let reason): return .none(on: asked.identity, .environment, reason)
      default: return .none(on: asked.identity, .environment, Reason("\(error)"))
      }
    }
  }
}
