import BPFObject
import Findings
import Foundation
import Gate
import Jobs
import MicroVM
import Placed
public import Project
import Reports
import Toolchain
import Workers

/// The flow of `assay gate`: the project's inputs to objects, these to all checks side by side, what they find to problems and
/// figures, those to one status.
public struct GateCheck: Sendable {
  private let request: GateRequest
  private let environment: [String: String]
  private let project: GateProject
  private let builds: [InputBuild]
  private let baseline: Baseline
  /// Where the baseline is, as messages name it.
  public let baselinePath: String
  private let base: GateBase?
  private let shared: SharedWork

  /// Finds the project, makes its objects where `assay.yml` says how, and reads what is kept of earlier runs.
  ///
  /// - Parameter progress: called before each command that makes objects.
  /// - Throws: `CheckError` for an argument that means nothing, for what is wrong with `assay.yml` or the baseline, and for a
  ///   command that fails.
  public init(
    _ request: GateRequest, environment: [String: String], progress: @escaping @Sendable (CheckProgress) -> Void
  ) async throws(CheckError) {
    self.request = request
    self.environment = environment
    let working = FileManager.default.currentDirectoryPath
    project = try await GateProject(request.arguments, request.build, in: working) { settings throws(CheckError) in
      guard request.runsCommands else { return }
      try await BuildCommands.run(
        settings.build.map(\.value), in: settings.directory, environment: environment, progress: progress)
    }
    baselinePath = BaselineFile.path(explicit: request.baseline, project)
    baseline = try BaselineFile.read(baselinePath)
    let all = try BuildPlan(project.inputs, request.build).builds
    let files = all.map(\.file.path).uniqued()
    let mine = Set(files.enumerated().filter { request.shard?.holds($0.offset) ?? true }.map(\.element))
    builds = all.filter { mine.contains($0.file.path) }
    let cache = DiskCache(explicit: request.build.cacheDirectory, environment: environment)
    shared = SharedWork(memory: request.remembers && cache.directory != nil ? AnswerMemory(cache) : nil)
    if let name = request.base {
      base = try await GateBase(name, of: project, builds, request, environment: environment, progress: progress)
    } else {
      base = nil
    }
  }

  /// How `assay.yml` was found, and what it says; nil without one.
  public var settings: ProjectSettings? { project.settings }

  /// Runs all checks. A cancelled run gives what it has so far.
  public func run(progress: @escaping @Sendable (CheckProgress) -> Void) async throws(CheckError) -> GateResult {
    let started = Date()
    let clock = ContinuousClock.now
    defer { base?.tree.remove() }
    let objects = try await read(progress)
    let known = Set(objects.map(\.build.file.path))
    let hasOtherSettings = request.changedOnly && !(base?.holds(project.settings?.path) ?? true)
    let unchanged = request.changedOnly && !hasOtherSettings ? unchangedFiles(objects) : []
    let looked = builds.filter { !unchanged.contains($0.file.path) }
    let found = try await measure(looked, objects.filter { !unchanged.contains($0.build.file.path) }, progress)

    let judge = FigureJudge(
      baseline: baseline, growth: project.settings?.growth ?? .usual, budgets: project.settings?.budgets,
      month: .current)
    let figures = found.measured.map(judge.judge)
    let assembly = GateAssembly(
      project: project, found: found, figures: figures,
      isWhole: project.isWhole && request.shard == nil && unchanged.isEmpty && request.build.kernels.isEmpty)
    var report = GateReport(
      assay: BuildIdentity.version, problems: assembly.problems, figures: figures, verify: found.verify.report,
      lint: assembly.lint, tests: found.tests?.report ?? TestReport(assay: BuildIdentity.version, cases: []),
      coverage: found.tests?.coverage, exact: found.exact?.report, native: found.native?.report, notes: assembly.notes)
    func inputs(_ weights: GateProblem.Weight...) -> Set<String> {
      Set(report.problems.filter { weights.contains($0.weight) }.compactMap(\.input))
    }
    if let note = shared.memory?.keep(failed: inputs(.failure), undecided: inputs(.invalid, .inconclusive)) {
      report.notes.append(note)
    }
    let work = shared.memory?.work
    report.work = GateWork(done: work?.done ?? 0, known: work?.known ?? 0)
    report.started = Int(started.timeIntervalSince1970)
    report.commit = await commit()
    report.base = request.base
    if let untimed { report.notes.append(untimed) }
    if hasOtherSettings, let name = request.base {
      report.notes.append("assay.yml is not as in \(name): all inputs are looked at")
    }
    report.shard = request.shard
    report.optionalKernels = found.verify.optionalKernels.sorted()
    report.unchanged = unchanged.sorted()
    report.seconds = (ContinuousClock.now - clock) / .seconds(1)
    return GateResult(
      report: report, baseline: baseline,
      scope: Baseline.Scope(
        inputs: Set(looked.map(\.file.path).filter(known.contains).map(project.relative)),
        programs: Set(report.verify.rows.map { [project.relative($0.input), $0.outcome.program.name] }),
        kernels: Set(report.figures.map(\.subject.kernel))))
  }

  // MARK: Inputs

  /// Reads or compiles every input, and what it was in the base commit. What cannot be read is left out here: its row says why.
  private func read(_ progress: @escaping @Sendable (CheckProgress) -> Void) async throws(CheckError) -> [GateInput] {
    let maker = try HeaderMakers.maker(for: request.build)
    let reader = InputReader(
      compilers: await Compilers(
        for: builds + (base?.builds ?? []), request.build, environment: environment, maker: maker))
    let meter = ProgressMeter(total: builds.count, report: progress)
    let inputs = await Concurrently.map(builds, atOnce: ProcessInfo.processInfo.activeProcessorCount) { build in
      meter.begin(build.file.path)
      defer { meter.finish(build.file.path) }
      guard let object = try? await reader.read(build) else { return GateInput?.none }
      var input = GateInput(build: build, object: object)
      if let then = base?.build(of: build) { input.base = try? await reader.read(then) }
      return input
    }
    return inputs.compactMap(\.self)
  }

  /// The files of which every build is as it was, and so are the cases beside them.
  private func unchangedFiles(_ inputs: [GateInput]) -> Set<String> {
    let changed = Set(
      inputs.filter { input in
        !input.isUnchanged || !(base?.holds(TestFileList.beside(input.build.file.storage)) ?? true)
      }.map(\.build.file.path))
    return Set(inputs.map(\.build.file.path)).subtracting(changed)
  }

  // MARK: Checks

  /// Runs the checks: first what a kernel and rules say, beside what is counted; then the tests, for which machines are up by
  /// then; last, when nothing else runs, what takes time.
  private func measure(
    _ builds: [InputBuild], _ inputs: [GateInput], _ progress: @escaping @Sendable (CheckProgress) -> Void
  ) async throws(CheckError) -> GateFindings {
    guard !builds.isEmpty else { return GateFindings() }
    let files = builds.map(\.file.storage).uniqued()
    var verifyRequest = VerifyRequest()
    verifyRequest.build = request.build
    verifyRequest.job.log = .complexity
    let twins = base.map { base in
      builds.compactMap { build in
        base.build(of: build).map { then in
          var then = then
          then.kernels = build.kernels
          return then
        }
      }
    }
    let verify = try await VerifyCheck(verifyRequest, builds + (twins ?? []), shared: shared, environment: environment)
    var lintRequest = LintRequest()
    lintRequest.verify.arguments = files
    lintRequest.verify.build = request.build
    lintRequest.asksKernel = false
    lintRequest.baseline = project.settings?.lint?.baseline.map { LocalFile.join(project.directory, $0.value) }
    let lint = try await LintCheck(lintRequest, environment: environment)
    let exact = wantsExact ? try await bench(files, isExact: true, progress) : nil

    async let counted = exact?.run(progress: Self.named("counting", progress))
    async let linted = Self.result { () async throws(CheckError) in
      try await lint.run(progress: Self.named("lint", progress))
    }
    let verified = await verify.run(progress: Self.named("load", progress))
    let tests = try await self.tests(of: files)
    let tested = await tests?.run(progress: Self.named("tests", progress))
    let countedResult = await counted
    let native = wantsNative ? try await bench(files, isExact: false, progress) : nil
    let timed = await native?.run(progress: Self.named("time", progress))

    let (own, then) = split(verified)
    let loads = LoadMeasurements(project: project, inputs: inputs, images: verify.images, base: then)
    let runs = RunMeasurements(project: project)
    let measured = loads.figures(own.report) + (countedResult.map { runs.figures($0.report) } ?? [])
    return GateFindings(
      verify: own, lint: try await linted.get(), tests: tested, exact: countedResult, native: timed, measured: measured)
  }

  private static func result<Value: Sendable>(
    _ work: @Sendable () async throws(CheckError) -> Value
  ) async -> Result<Value, CheckError> {
    do throws(CheckError) { return .success(try await work()) } catch { return .failure(error) }
  }

  /// The progress of a part by its name.
  private static func named(
    _ name: String, _ progress: @escaping @Sendable (CheckProgress) -> Void
  ) -> @Sendable (CheckProgress) -> Void {
    { step in
      var step = step
      step.current = "\(name): \(step.current)"
      progress(step)
    }
  }

  /// What kernels said of the inputs, and what of the base commit's, each of these named as the input that it stands for.
  private func split(_ result: VerifyResult) -> (own: VerifyResult, base: [VerifyRow]) {
    guard let base else { return (result, []) }
    let places = Dictionary(
      builds.compactMap { build in base.build(of: build).map { ($0.file.path, build.file.path) } },
      uniquingKeysWith: { first, _ in first })
    var own = result
    own.report.rows = result.report.rows.filter { places[$0.input] == nil }
    let then = result.report.rows.compactMap { row in
      places[row.input].map { path in
        var row = row
        row.input = path
        return row
      }
    }
    return (own, then)
  }

  private var wantsExact: Bool {
    request.isExact ?? (project.settings?.bench?.isExact == true || budgetsInstructions || keepsInstructions)
  }

  /// Time is taken on this machine: code of strangers, for which only virtual machines are named, does not ask for it.
  private var wantsNative: Bool { request.isNative ?? (asksForTime && !leavesHostOut) }

  private var asksForTime: Bool { project.settings?.bench?.isNative ?? false }

  private var leavesHostOut: Bool { !request.build.kernels.isEmpty && !request.build.kernels.contains("host") }

  /// What is said where `assay.yml` has something of time, and none is taken.
  private var untimed: String? {
    guard !wantsNative else { return nil }
    if asksForTime, request.isNative == nil {
      return "no time was taken: the kernels that were asked for leave this machine out"
    }
    let limits = project.settings?.budgets?.entries.flatMap(\.limits) ?? []
    guard limits.contains(where: { [.nanoseconds, .cycles, .percent].contains($0.unit) }) else { return nil }
    return "budgets of time are not looked at: --native, or bench: native in assay.yml, takes time on this machine"
  }

  private var budgetsInstructions: Bool {
    project.settings?.budgets?.entries.contains { $0.limits.contains { $0.unit == .instructions } } ?? false
  }

  private var keepsInstructions: Bool { baseline.figures.keys.contains { $0.metric == .instructions } }

  private func bench(
    _ files: [String], isExact: Bool, _ progress: @escaping @Sendable (CheckProgress) -> Void
  ) async throws(CheckError) -> BenchCheck {
    var bench = BenchRequest()
    bench.arguments = files
    bench.build = request.build
    bench.build.kernels = isExact ? countingKernels : []
    bench.programs = project.settings?.bench?.programs.map(\.value) ?? []
    bench.isExact = isExact
    bench.allowsHostEffects = request.allowsHostEffects
    return try await BenchCheck(
      bench, base: base.map { .commit($0.tree, $0.builds) }, shared: isExact ? shared : nil, environment: environment)
  }

  /// The kernels to count on: what `assay.yml` says, or the last of its machines.
  private var countingKernels: [String] {
    if let named = project.settings?.bench?.kernels, !named.isEmpty { return named.map(\.value) }
    let machines = builds.flatMap(\.kernels).filter { $0.reference != .host && !$0.isOptional }
    return [machines.last?.reference.text ?? BenchCheck.usualMachine]
  }

  /// The cases of the test files that are named or stand beside the inputs; nil where there are none.
  private func tests(of files: [String]) async throws(CheckError) -> TestCheck? {
    var paths = files.compactMap(TestFileList.beside)
    for place in project.settings?.tests ?? [] where request.shard == nil || request.shard?.number == 1 {
      let found = PathGlob(LocalFile.join(project.directory, place.value)).expand()
      guard !found.isEmpty else { throw .usage("\(place.span): nothing fits '\(place.value)'") }
      paths += found.map(BaselineFile.shortened).filter { !paths.contains($0) }
    }
    guard !paths.isEmpty, request.runsTests else { return nil }
    var tests = TestRequest()
    tests.arguments = paths
    tests.build = request.build
    tests.allowsHostEffects = request.allowsHostEffects
    tests.announcesEveryTask = false
    tests.measuresCoverage = request.measuresCoverage ?? project.settings?.coverage?.value ?? false
    return try await TestCheck(tests, shared: shared, environment: environment)
  }

  /// What is checked out; nil outside of a repository.
  private func commit() async -> GateCommit? {
    guard let repository = try? await GitRepository.around(project.directory, environment: environment),
      let head = try? await repository.head()
    else { return nil }
    return GateCommit(hash: head.commit, branch: head.branch, isChanged: head.isDirty)
  }
}
