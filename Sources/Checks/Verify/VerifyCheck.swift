import BPFObject
import Findings
import Foundation
import Jobs
import Reports
import SystemPackage
import Workers

/// The flow of `assay verify`: inputs to objects, objects to jobs, replies to rows.
public struct VerifyCheck: Sendable {
  private let request: VerifyRequest
  private let builds: [InputBuild]
  private let reader: InputReader
  private let pool: WorkerPool
  private let programs: [Glob]
  private let presets: [Preset]
  private let replaceTarget: ReplaceTarget?
  private let logs: LogFolder?

  /// Finds everything that the run needs.
  ///
  /// - Throws: `CheckError` for an argument that means nothing, and for a worker that is not there.
  public init(_ request: VerifyRequest, environment: [String: String]) async throws(CheckError) {
    self.request = request
    builds = try BuildPlan(request.arguments, request.build).builds
    programs = request.programs.map(Glob.init)
    presets = try PresetList.read(request.presets)
    replaceTarget = try request.replaceTarget.map { text throws(CheckError) in try ReplaceTarget(text) }
    logs = try request.logDirectory.map { path throws(CheckError) in try LogFolder(path) }
    let location: WorkerLocation
    do throws(WorkerMissing) {
      location = try WorkerLocation(explicit: request.build.worker.map { FilePath($0) })
    } catch {
      throw request.build.worker == nil ? .undecided("\(error)") : .usage("\(error)")
    }
    pool = WorkerPool(
      ProcessTransport(
        worker: location, limits: WorkerLimits(silence: .milliseconds(Int64(request.timeLimit * 1000))),
        atOnce: request.parallelism))
    reader = InputReader(
      compilers: await Compilers(
        for: builds, request.build, environment: environment, maker: WorkerHeaderMaker(pool: pool)))
  }

  /// Runs the check, as many inputs at once as there are cores. A cancelled run gives what it has so far.
  public func run(progress: @escaping @Sendable (CheckProgress) -> Void) async -> VerifyResult {
    let meter = ProgressMeter(total: builds.count, report: progress)
    let workers = request.parallelism ?? ProcessInfo.processInfo.activeProcessorCount
    let parts = await Concurrently.map(builds, atOnce: workers) { build in
      let part = await check(build, meter)
      meter.finish(build.file.path)
      return part
    }
    await pool.close()
    var notes = parts.flatMap(\.notes).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
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
    let report = VerifyReport(assay: BuildIdentity.version, rows: parts.flatMap(\.rows), notes: notes)
    return VerifyResult(report: report, unusableInputs: unusable)
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
    guard !Task.isCancelled else { return row(build, .skipped, Reason("interrupted before it was asked")) }
    meter.begin(build.file.path)
    do throws(UnusableInput) {
      return try await load(try await reader.read(build), build, meter)
    } catch {
      var part = row(build, error.verdict, error.reason)
      part.notes = error.notes
      part.isUsage = error.isUsage
      return part
    }
  }

  /// The row of an input that has no program to speak of.
  private func row(_ build: InputBuild, _ verdict: Verdict, _ reason: Reason) -> Part {
    let nothing = ProgramIdentity(name: "", section: "")
    let outcome = ProgramOutcome(program: nothing, verdict: verdict, reason: reason)
    return Part(rows: [VerifyRow(input: build.file.path, variant: build.variant, kernel: nil, outcome: outcome)])
  }

  private func load(
    _ input: ObjectInput, _ build: InputBuild, _ meter: ProgressMeter
  ) async throws(UnusableInput) -> Part {
    let wanted = input.object.programs.filter { program in
      programs.isEmpty || programs.contains { $0.matches(program.name) }
    }
    let applied = presets.filter { input.object.hasGlobal(for: $0) }
    var job = request.job
    job.mapOverrides = request.job.mapOverrides.filter { input.object.map(named: $0.map) != nil }
    var part = Part(
      notes: input.notes, names: input.object.programs.map(\.name), appliedPresets: applied,
      appliedSizes: job.mapOverrides, isObject: true)
    guard !wanted.isEmpty else {
      let nothing = input.object.programs.isEmpty ? "it holds no program" : "no program fits --program"
      part.rows = row(build, .skipped, Reason(nothing)).rows
      return part
    }
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
    let answers = await answers(to: job, input, build, meter)
    part.rows = wanted.map { answers.row(for: $0, of: build) }
    part.notes += answers.notes
    return part
  }

  private func answers(
    to job: VerifyJob, _ input: ObjectInput, _ build: InputBuild, _ meter: ProgressMeter
  ) async -> ProgramAnswers {
    do throws(TransportError) {
      let answer = try await pool.verify(job, object: input.bytes, replaceTarget: replaceTarget?.bytes) { program in
        meter.begin("\(input.path) \(program.name)")
      }
      let kernel = KernelIdentity(name: "host", release: answer.hello.kernelRelease, machine: answer.hello.machine)
      let reader = OutcomeReader(input: input, kernel: kernel)
      let outcomes = answer.programs.map { reader.completed($0.outcome) }
      let findings = answer.programs.reduce(into: [String: Finding]()) { found, program in
        found[program.outcome.program.name] = reader.finding(program.outcome)
      }
      let notes = answer.programs.compactMap { program in
        program.log.flatMap { logs?.keep($0, of: program.outcome.program.name, in: input.path) }
      }
      return ProgramAnswers(
        kernel: kernel, outcomes: outcomes, findings: findings, restVerdict: answer.failure?.verdict ?? .environment,
        restReason: answer.failure?.reason ?? Reason("the worker gave no answer"), notes: notes)
    } catch {
      let interrupted = error == .cancelled
      return ProgramAnswers(
        kernel: nil, outcomes: [], findings: [:], restVerdict: interrupted ? .skipped : .environment,
        restReason: Reason(interrupted ? "interrupted" : "\(error)"), notes: [])
    }
  }
}
