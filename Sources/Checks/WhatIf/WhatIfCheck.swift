import BPFObject
import BTF
import Foundation
import Jobs
import MicroVM
import Reports
import Workers

/// The flow of `assay what-if`: one program, put at other hooks and counted at each.
public struct WhatIfCheck: Sendable {
  private let request: WhatIfRequest
  private let build: InputBuild
  private let resources: LoadResources
  private let hooks: [String]

  /// Finds everything that the run needs.
  ///
  /// - Throws: `CheckError` for an argument that means nothing, and for a worker that is not there.
  public init(_ request: WhatIfRequest, environment: [String: String]) async throws(CheckError) {
    self.request = request
    for hook in request.hooks where HookKind(hook) == nil && HookPlace(section: hook) == nil {
      throw .usage(
        "--hook: no hook is called '\(hook)': there are \(HookKind.allCases.map(\.rawValue).joined(separator: ", ")), "
          + "and each followed by / and a place")
    }
    let builds = try BuildPlan([request.path], request.build).builds
    guard var build = builds.first, builds.allSatisfy({ $0.file.path == build.file.path }) else {
      throw .usage("\(request.path) is not one file: assay what-if takes one object or C file")
    }
    let machines = build.kernels.filter { $0.reference != .host }
    build.kernels = try machines.isEmpty ? [KernelWish(BenchCheck.usualMachine)] : machines
    self.build = build
    hooks = request.hooks.isEmpty ? HookKind.allCases.map(\.rawValue) : request.hooks
    // As many ask as there may be hooks, and the program as it is written.
    resources = try await LoadResources(
      for: [InputBuild](repeating: build, count: hooks.count + 1), request.build, timeLimit: request.timeLimit,
      atOnce: 1, networkNamespace: true, pace: .counted, environment: environment)
  }

  /// Counts. A cancelled run gives what it has so far.
  public func run(progress: @escaping @Sendable (CheckProgress) -> Void) async -> BenchResult {
    let started = ContinuousClock.now
    var problems: [CheckError] = []
    var rows: [BenchRow] = []
    var notes: [String] = []
    do throws(CheckError) {
      let input: ObjectInput
      do throws(UnusableInput) {
        input = try await resources.reader.read(build)
      } catch {
        throw error.verdict == .environment
          ? .undecided("\(request.path): \(error.reason.summary)") : .usage("\(request.path): \(error.reason.summary)")
      }
      notes = input.notes
      let program = try program(of: input.object)
      rows = try await counted(program, input, ProgressMeter(total: hooks.count + 1, report: progress))
    } catch {
      problems = [error]
      await leave(hooks.count + 1)
    }
    let report = BenchReport(
      assay: BuildIdentity.version, rows: rows, seconds: (ContinuousClock.now - started) / .seconds(1),
      notes: await resources.close(notes))
    return BenchResult(report: report, problems: problems)
  }

  private func leave(_ count: Int) async {
    for kernel in resources.kernels.kernels(for: build) { for _ in 0..<count { await kernel.leave() } }
  }

  private func program(of object: ObjectFile) throws(CheckError) -> Program {
    let names = object.programs.map(\.name).joined(separator: ", ")
    let found: Program?
    if let name = request.program {
      found = object.program(named: name)
    } else {
      found = object.programs.count == 1 ? object.programs.first : nil
    }
    guard let program = found else {
      throw .usage("\(request.path): name one of its programs: \(names)")
    }
    guard HookPlace(section: program.section) != nil else {
      throw .usage(
        "\(request.path): \(program.name) stands in section \(program.section), which is none of the hooks that a program "
          + "can be moved between: \(HookKind.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return program
  }

  /// A row for the program as it is written, then one for each hook.
  private func counted(
    _ program: Program, _ input: ObjectInput, _ meter: ProgressMeter
  ) async throws(CheckError) -> [BenchRow] {
    guard let written = HookPlace(section: program.section) else { return [] }
    let kernels = resources.kernels.kernels(for: build)
    var types: TypeTable?
    if let first = kernels.first { types = await resources.kernels.types(of: first) }
    var measurements = [try measurement(of: input, program.name, meter)]
    // Where each hook's row comes from: what is measured, or why it is not.
    var sources: [(section: String, measurement: Int?, refusal: Reason?)] = [(program.section, 0, nil)]
    for hook in hooks {
      do throws(HookRefusal) {
        guard let place = try place(hook, from: written, types: types) else { continue }
        let moved = try self.moved(input, program, from: written, to: place, types: types)
        sources.append((place.section, measurements.count, nil))
        measurements.append(try asked { () throws(CheckError) in try measurement(of: moved, program.name, meter) })
      } catch {
        sources.append((HookPlace(section: hook)?.section ?? hook, nil, error.reason))
      }
    }
    await leave(hooks.count + 1 - measurements.count)
    let measured = await Concurrently.map(measurements, atOnce: measurements.count) { measurement in
      let boots = await Concurrently.map(kernels, atOnce: kernels.count) { kernel in
        let readings = await measurement.readings(on: kernel)
        await kernel.leave()
        return readings
      }
      return measurement.rows(boots)
    }
    return sources.flatMap { source -> [BenchRow] in
      if let index = source.measurement { return measured[index] }
      var identity = ProgramIdentity(program)
      identity.section = source.section
      let row = BenchRow(input: build.file.path, program: identity)
      return [source.refusal.map { row.without(.skipped, $0) } ?? row]
    }
  }

  /// What a worker cannot be asked is a refusal of the hook.
  private func asked(
    _ body: () throws(CheckError) -> InputMeasurement
  ) throws(HookRefusal) -> InputMeasurement {
    do throws(CheckError) {
      return try body()
    } catch {
      throw HookRefusal(error.description)
    }
  }

  /// Where the program would stand; nil for the hook that it is written for, and without a wish for hooks of another moment.
  private func place(_ hook: String, from written: HookPlace, types: TypeTable?) throws(HookRefusal) -> HookPlace? {
    if let place = HookPlace(section: hook) { return place.section == written.section ? nil : place }
    guard let kind = HookKind(hook), kind != written.kind else { return nil }
    if request.hooks.isEmpty {
      // Unasked, what alters results is left out, and what comes at another moment.
      guard kind != .modifyReturn else { return nil }
      if kind.isOfFunction, written.kind.isOfFunction, kind.isAtReturn != written.kind.isAtReturn { return nil }
      if kind.isOfFunction, !written.kind.isOfFunction, kind.isAtReturn != written.target.contains("sys_exit") {
        return nil
      }
    }
    return try written.moved(to: kind, types: types)
  }

  private func moved(
    _ input: ObjectInput, _ program: Program, from: HookPlace, to place: HookPlace, types: TypeTable?
  ) throws(HookRefusal) -> ObjectInput {
    let offsets = try ContextMove(from: from, to: place, types: types).offsets(of: program)
    var moved = input
    do throws(ObjectError) {
      moved.bytes = try input.object.bytes(hooking: program, as: place.section, reading: offsets)
      moved.object = try ObjectFile(bytes: moved.bytes, name: input.object.name)
    } catch {
      throw HookRefusal("the object cannot be changed: \(error)")
    }
    return moved
  }

  private func measurement(
    of input: ObjectInput, _ name: String, _ meter: ProgressMeter
  ) throws(CheckError) -> InputMeasurement {
    var bench = BenchRequest()
    bench.isExact = true
    bench.driver = request.driver
    let plan = try BenchPlanner(
      input.object, base: nil, tests: nil, kernelTypes: nil, driver: try BenchCheck.driver(named: request.driver), bench
    ) { $0 == name }
    return InputMeasurement(build: build, input: input, plan: plan, base: nil, request: bench, meter: meter)
  }
}
