import BPFObject
import BTF
import Findings
import Foundation
import Jobs
import Measuring
import MicroVM
import Placed
import Project
import Reports
import Synchronization
import Workers

/// The flow of `assay bench`: inputs to subjects, subjects to jobs, readings to figures.
public struct BenchCheck: Sendable {
  private let request: BenchRequest
  private let builds: [InputBuild]
  private let resources: LoadResources
  private let programs: [Glob]
  private let driver: BenchDriver?
  private let base: BenchBase?
  /// Whether the base was made for this run alone.
  private let ownsBase: Bool

  /// Seconds that a program may take that is measured while a command runs, which may take long.
  private static let patience = 3600.0
  /// The kernel that counts where none is named: Debian's stable one.
  static let usualMachine = "debian:6.12"

  /// Finds everything that the run needs.
  ///
  /// - Throws: `CheckError` for an argument that means nothing, and for a worker that is not there.
  public init(_ request: BenchRequest, environment: [String: String]) async throws(CheckError) {
    try await self.init(request, base: nil, shared: nil, environment: environment)
  }

  /// As above, beside other checks.
  /// - Parameter given: what is compared with, where somebody else made it and takes it away.
  init(
    _ request: BenchRequest, base given: BenchBase?, shared: SharedWork?, environment: [String: String]
  ) async throws(CheckError) {
    self.request = request
    programs = request.programs.map(Glob.init)
    driver = try Self.driver(named: request.driver)
    let builds = try BuildPlan(request.arguments, request.build).builds.map { build throws(CheckError) in
      var build = build
      let asked = request.isExact && !build.counting.isEmpty ? build.counting : build.kernels
      let machines = asked.filter { $0.reference != .host }
      if request.isExact {
        build.kernels = machines.isEmpty ? [try KernelWish(Self.usualMachine)] : machines
      } else if !request.build.kernels.isEmpty, let first = machines.first {
        throw .usage(
          "--kernel \(first.reference.text): time in a virtual machine says nothing of a real one; --exact counts "
            + "instructions there")
      } else {
        build.kernels = [.host]
      }
      return build
    }
    self.builds = builds
    var base = given
    if base == nil, let name = request.base {
      base = try await BenchBase(name, of: builds, request.build, environment: environment)
    }
    self.base = base
    ownsBase = given == nil
    resources = try await LoadResources(
      for: builds + (base?.builds ?? []), request.build,
      timeLimit: request.timeLimit ?? (request.workload == nil ? nil : Self.patience),
      // What is counted does not mind what runs beside it.
      atOnce: request.isExact ? nil : 1,
      networkNamespace: true,
      pace: request.isExact ? .counted : .usual, shared: shared, environment: environment)
  }

  /// The driver that a user names; nil for none.
  static func driver(named name: String?) throws(CheckError) -> BenchDriver? {
    guard let name else { return nil }
    guard let driver = BenchDriver(rawValue: name) else {
      throw .usage(
        "--driver: no driver is called '\(name)': there are "
          + BenchDriver.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return driver
  }

  private var kernels: KernelPlan { resources.kernels }

  private func isWanted(_ name: String) -> Bool { programs.isEmpty || programs.contains { $0.matches(name) } }

  /// Measures. A cancelled run gives what it has so far.
  public func run(progress: @escaping @Sendable (CheckProgress) -> Void) async -> BenchResult {
    let started = ContinuousClock.now
    let meter = ProgressMeter(total: builds.count, report: progress)
    // Machines take all inputs in one boot; on the host one thing is measured at a time.
    let parts = await Concurrently.map(builds, atOnce: kernels.hasMachine ? builds.count : 1) { build in
      let part = await check(build, meter)
      meter.finish(build.file.path)
      return part
    }
    let notes = await resources.close(parts.flatMap(\.notes))
    if ownsBase { base?.end() }
    var problems = parts.flatMap(\.problems)
    for (text, glob) in zip(request.programs, programs)
    where !parts.flatMap(\.names).contains(where: glob.matches) && problems.isEmpty {
      problems.append(.usage("no input has a program that fits --program \(text)"))
    }
    problems += unfitBudgets(parts)
    let report = BenchReport(
      assay: BuildIdentity.version, rows: parts.flatMap(\.rows),
      conditions: parts.flatMap(\.conditions).reduce(into: [:]) { $0[$1.kernel] = $1.survey },
      seconds: (ContinuousClock.now - started) / .seconds(1), notes: notes)
    return BenchResult(report: report, problems: problems)
  }

  /// Budgets of no program, where all of the project was measured: one that holds for nothing is a mistake.
  private func unfitBudgets(_ parts: [Part]) -> [CheckError] {
    guard request.arguments.isEmpty, programs.isEmpty, parts.allSatisfy({ !$0.names.isEmpty }) else { return [] }
    let names = parts.flatMap(\.names)
    let unfit = Set(builds.compactMap(\.budgets)).flatMap(\.entries).filter { !names.contains(where: $0.isFor) }
    return unfit.map { .usage("\($0.program.span): budgets: no program fits '\($0.program.value)'") }
  }

  /// What one build gives.
  private struct Part: Sendable {
    var rows: [BenchRow] = []
    var notes: [String] = []
    /// The programs of the object, asked for or not.
    var names: [String] = []
    var problems: [CheckError] = []
    var conditions: [(kernel: String, survey: Survey)] = []
  }

  private func check(_ build: InputBuild, _ meter: ProgressMeter) async -> Part {
    let asked = kernels.kernels(for: build)
    var part = Part()
    do throws(UnusableInput) {
      guard !Task.isCancelled else { throw UnusableInput(.skipped, Reason("interrupted before it was measured")) }
      let input = try await resources.reader.read(build)
      let base = try await base?.object(for: build, resources.reader)
      part.notes = input.notes + (base?.note.map { [$0] } ?? [])
      part.names = input.object.programs.map(\.name)
      let plan: BenchPlanner
      do throws(CheckError) {
        let tests = try tests(of: build)
        // Cases may name arguments as the kernel's types do.
        var types: TypeTable?
        if tests != nil, let first = asked.first { types = await kernels.types(of: first) }
        plan = try BenchPlanner(
          input.object, base: base?.object?.object, tests: tests, kernelTypes: types, driver: driver, request,
          isWanted: isWanted)
      } catch {
        for kernel in asked { await kernel.leave() }
        part.problems = [error]
        return part
      }
      part.rows = plan.left.map { left in
        BenchRow(input: build.file.path, variant: build.variant, program: ProgramIdentity(left.program))
          .without(.skipped, left.reason)
      }
      let measurement = InputMeasurement(
        build: build, input: input, plan: plan, base: base?.object, request: request, meter: meter)
      let boots = await Concurrently.map(asked, atOnce: asked.count) { kernel in
        let readings = await measurement.readings(on: kernel)
        await kernel.leave()
        return readings
      }
      part.rows = measurement.rows(boots) + part.rows
      if case .report(let earlier) = self.base {
        let compared = earlier.compared(part.rows)
        part.rows = compared.rows
        part.notes += compared.notes + earlier.notes
      }
      part.notes += measurement.unpaired(boots)
      if let settings = build.budgets {
        let judge = BudgetJudge(
          settings: settings, isExact: request.isExact,
          judgesSkipped: request.driver == nil && request.workload == nil)
        part.rows = judge.judge(part.rows)
        part.notes += judge.note(on: part.rows)
      }
      part.conditions = boots.compactMap { boot in boot.conditions.map { (boot.kernel.name, $0) } }
    } catch {
      for kernel in asked { await kernel.leave() }
      part.notes += error.notes
      if build.file.isNamed || error.verdict != .skipped {
        let nothing = ProgramIdentity(name: "", section: "")
        part.rows = [
          BenchRow(input: build.file.path, variant: build.variant, program: nothing).without(
            error.verdict, error.reason)
        ]
      }
      if error.isUsage { part.problems = [.usage("\(build.file.path): \(error.reason.summary)")] }
    }
    return part
  }

  private func tests(of build: InputBuild) throws(CheckError) -> LoadedTestFile? {
    guard let path = TestFileList.beside(build.file.storage) else { return nil }
    return try LoadedTestFile(path, object: build.file.path)
  }
}
