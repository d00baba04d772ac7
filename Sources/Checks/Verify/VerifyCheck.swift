import BPFObject
import Findings
import Foundation
import Jobs
import KernelFacts
import Project
import Reports
import SystemPackage
import Toolchain
import Workers

/// The flow of `assay verify`: inputs to objects, objects to jobs, replies to rows.
public struct VerifyCheck: Sendable {
  private let request: VerifyRequest
  private let files: [InputFile]
  private let reader: InputReader
  private let pool: WorkerPool
  private let programs: [Glob]
  private let flags: CompilerFlags
  private let replaceTarget: ReplaceTarget?
  private let logs: LogFolder?

  /// Finds everything that the run needs.
  ///
  /// - Throws: `CheckError` for an argument that means nothing, and for a worker that is not there.
  public init(_ request: VerifyRequest, environment: [String: String]) async throws(CheckError) {
    guard !request.arguments.isEmpty else {
      throw .usage("name an object, a C file, a directory or a @LIST of them (assay verify --help)")
    }
    self.request = request
    files = try InputList(request.arguments).files
    programs = request.programs.map(Glob.init)
    let location: WorkerLocation
    do throws(WorkerMissing) {
      location = try WorkerLocation(explicit: request.worker.map { FilePath($0) })
    } catch {
      throw request.worker == nil ? .undecided("\(error)") : .usage("\(error)")
    }
    pool = WorkerPool(
      ProcessTransport(worker: location, limits: WorkerLimits(silence: .milliseconds(Int64(request.timeLimit * 1000)))))
    flags = try Self.flags(request.compilerFlags)
    reader = InputReader(
      compiler: files.contains { $0.kind == .source }
        ? await Self.compiler(request, environment: environment, pool: pool) : nil)
    replaceTarget = try request.replaceTarget.map { text throws(CheckError) in try ReplaceTarget(text) }
    logs = try request.logDirectory.map { path throws(CheckError) in try LogFolder(path) }
  }

  /// Runs the check, as many inputs at once as there are cores. A cancelled run gives what it has so far.
  public func run(progress: @escaping @Sendable (CheckProgress) -> Void) async -> VerifyResult {
    let meter = ProgressMeter(total: files.count, report: progress)
    let workers = request.parallelism ?? ProcessInfo.processInfo.activeProcessorCount
    let parts = await Concurrently.map(files, atOnce: workers) { file in
      let part = await check(file, meter)
      meter.finish(file.path)
      return part
    }
    let notes = parts.flatMap(\.notes).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let report = VerifyReport(assay: BuildIdentity.version, rows: parts.flatMap(\.rows), notes: notes)
    return VerifyResult(report: report, unusableInputs: parts.count { $0.isUsage })
  }

  /// What one input gives.
  private struct Part: Sendable {
    var rows: [VerifyRow] = []
    var notes: [String] = []
    var isUsage = false
  }

  private func check(_ file: InputFile, _ meter: ProgressMeter) async -> Part {
    guard !Task.isCancelled else { return part(file, .skipped, Reason("interrupted before it was asked")) }
    meter.begin(file.path)
    do throws(UnusableInput) {
      return await load(try await reader.read(file, flags: flags), meter)
    } catch {
      var part = part(file, error.verdict, error.reason)
      part.isUsage = error.isUsage
      return part
    }
  }

  private func part(_ file: InputFile, _ verdict: Verdict, _ reason: Reason) -> Part {
    let nothing = ProgramIdentity(name: "", section: "")
    let outcome = ProgramOutcome(program: nothing, verdict: verdict, reason: reason)
    return Part(rows: [VerifyRow(input: file.path, kernel: nil, outcome: outcome)])
  }

  private func load(_ input: ObjectInput, _ meter: ProgressMeter) async -> Part {
    var part = Part(notes: input.notes.map { "\(input.path): \($0)" })
    let wanted = input.object.programs.filter { program in
      programs.isEmpty || programs.contains { $0.matches(program.name) }
    }
    guard !wanted.isEmpty else {
      let reason = input.object.programs.isEmpty ? "it holds no program" : "no program fits --program"
      let nothing = ProgramIdentity(name: "", section: "")
      let outcome = ProgramOutcome(program: nothing, verdict: .skipped, reason: Reason(reason))
      part.rows = [VerifyRow(input: input.path, kernel: nil, outcome: outcome)]
      return part
    }
    var job = request.job
    job.objectName = URL(fileURLWithPath: input.path).deletingPathExtension().lastPathComponent
    job.programs = wanted.map(\.name)
    job.replaceTarget = replaceTarget?.program
    job.keepLogs = logs != nil

    var answered: [String: VerifyRow] = [:]
    var kernel: KernelIdentity?
    var rest = Reason("the worker gave no answer")
    var restVerdict = Verdict.environment
    do throws(TransportError) {
      let answer = try await pool.verify(job, object: input.bytes, replaceTarget: replaceTarget?.bytes) { program in
        meter.begin("\(input.path) \(program.name)")
      }
      let identity = KernelIdentity(
        name: "host", release: answer.hello.kernelRelease, machine: answer.hello.machine)
      kernel = identity
      for program in answer.programs {
        let outcome = OutcomeReader(input: input, kernel: identity).completed(program.outcome)
        answered[outcome.program.name] = VerifyRow(input: input.path, kernel: identity, outcome: outcome)
        if let note = logs?.keep(program.log, of: outcome.program.name, in: input.path) { part.notes.append(note) }
      }
      if let failure = answer.failure { (restVerdict, rest) = (failure.verdict, failure.reason) }
    } catch {
      (restVerdict, rest) = error == .cancelled ? (.skipped, Reason("interrupted")) : (.environment, Reason("\(error)"))
    }
    part.rows = wanted.map { program in
      answered[program.name]
        ?? VerifyRow(
          input: input.path, kernel: kernel,
          outcome: ProgramOutcome(
            program: ProgramIdentity(
              name: program.name, section: program.section, type: program.match?.programType.name,
              attachType: program.match?.attachType?.name, attachTarget: program.match?.target),
            verdict: restVerdict, reason: rest))
    }
    return part
  }

  private static func flags(_ texts: [String]) throws(CheckError) -> CompilerFlags {
    let words = texts.flatMap { CompilerFlag.split($0) }
    do throws(FlagRefusal) {
      return try CompilerFlags(words, relativeTo: FileManager.default.currentDirectoryPath)
    } catch {
      throw .usage("--cflags: " + error.findings.map(\.title).joined(separator: "; "))
    }
  }

  private static func compiler(
    _ request: VerifyRequest, environment: [String: String], pool: WorkerPool
  ) async -> Result<SourceCompiler, ToolchainError> {
    let cache = DiskCache(explicit: request.cacheDirectory, environment: environment)
    do throws(ToolchainError) {
      let clang = try await Clang.find(explicit: request.compiler, environment: environment, cache: cache)
      let header = KernelHeader(
        request.kernelTypes.map { .file($0) } ?? .running, cache: cache, maker: WorkerHeaderMaker(pool: pool))
      return .success(
        SourceCompiler(clang: clang, cache: cache, kernelHeader: header, environment: environment))
    } catch {
      return .failure(error)
    }
  }
}
