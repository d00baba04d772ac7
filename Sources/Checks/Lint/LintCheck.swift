import Analysis
import BPFObject
import Findings
import Foundation
import Jobs
import KernelFacts
import Lints
import Project
import Scripts
public import Reports
import Toolchain
import Workers

/// The flow of `assay lint`: inputs to objects, objects to rules and to the kernel, findings to a report.
public struct LintCheck: Sendable {
  private let request: LintRequest
  private let builds: [InputBuild]
  private let reader: InputReader
  private let kernels: LintKernels
  private let baseline: LintBaseline?
  private let verify: VerifyCheck?
  private let month: CalendarMonth
  private let tools: LLVMTools
  private let environment: [String: String]

  /// Finds everything that the run needs.
  ///
  /// - Throws: `CheckError` for an argument that means nothing, a baseline that cannot be read, and, where a kernel is
  ///   asked, for a worker that is not there.
  public init(_ request: LintRequest, environment: [String: String]) async throws(CheckError) {
    self.request = request
    builds = try BuildPlan(request.verify.arguments, else: ["."], request.verify.build).builds
    baseline = try request.baseline.map { path throws(CheckError) in try LintBaseline.read(path) }
    verify = request.asksKernel ? try await VerifyCheck(request.verify, environment: environment) : nil
    // By now the kernels that are asked are there.
    // Where kernels are named that programs are meant for, others count only if they are asked.
    let areMeant = !request.targets.isEmpty && !request.asksKernel && request.verify.build.kernels.isEmpty
    kernels = try await LintKernels(
      meant: request.targets, asked: areMeant ? [] : Set(builds.flatMap(\.kernels)),
      library: try KernelLibrary(cacheDirectory: request.verify.build.cacheDirectory, environment: environment))
    reader = InputReader(
      compilers: await Compilers(
        for: builds, request.verify.build, environment: environment,
        maker: try HeaderMakers.maker(for: request.verify.build)), takesTranslated: true)
    month = CalendarMonth.current
    tools = LLVMTools(beside: nil, environment: environment)
    self.environment = environment
  }

  /// Runs the check. A cancelled run gives what it has so far.
  public func run(progress: @escaping @Sendable (CheckProgress) -> Void) async throws(CheckError) -> LintResult {
    // The kernel's answers come while the rules look; an input is compiled once, the second reader finds it in the cache.
    async let verdicts = verify?.run(progress: progress)
    let parts = await Concurrently.map(builds, atOnce: ProcessInfo.processInfo.activeProcessorCount) { build in
      await look(at: build)
    }
    let verified = await verdicts
    var findings = parts.flatMap(\.findings)
    var rest = parts.compactMap(\.status)
    var notes = kernels.notes + parts.flatMap(\.notes)
    if let verified {
      var places = SourcePlaces(near: builds.map(\.file.path))
      let stacks = Dictionary(
        zip(builds, parts).compactMap { build, part in part.stack.map { (build.file.path, $0) } },
        uniquingKeysWith: { first, _ in first })
      findings += verified.report.rows.compactMap(LintedFinding.init(row:)).map { found in
        var found = found
        found.finding = places.completed(stacks[found.input]?.added(to: found.finding) ?? found.finding)
        return found
      }
      // The kernel takes no code that a kernel has translated; the rules have looked at it.
      let translated = zip(builds, parts).count { $0.file.isNamed && $1.isTranslated }
      rest.append(verified.unusableInputs > translated ? .usage : .holds)
      rest += verified.report.rows.filter { $0.outcome.verdict == .environment }.map { _ in .undecided }
      notes += verified.report.notes
    }
    findings = LintedFinding.merged(LintedFinding.withoutForeseen(findings))
    if let path = request.newBaseline { try LintBaseline(findings).write(to: path) }
    var counts: [String: LintCounts] = [:]
    for (build, part) in zip(builds, parts) {
      counts[build.file.path, default: LintCounts()].inputs += 1
      counts[build.file.path, default: LintCounts()].programs += part.programs
      counts[build.file.path, default: LintCounts()].suppressed += part.suppressed
    }
    if let baseline {
      for found in findings { counts[found.input, default: LintCounts()].suppressed += 1 }
      findings = baseline.unlisted(findings)
      for found in findings { counts[found.input, default: LintCounts()].suppressed -= 1 }
    }
    let report = LintReport(
      findings: findings, counts: counts, notes: notes.uniqued())
    return LintResult(report: report, counts: counts, rest: rest, threshold: request.threshold)
  }

  /// What the programs need of a machine, by input; inputs without an object are notes.
  public func needs() async -> (parts: [NeedsTable.Part], notes: [String], status: CheckStatus) {
    let parts = await Concurrently.map(builds, atOnce: ProcessInfo.processInfo.activeProcessorCount) { build in
      do throws(UnusableInput) {
        let subject = subject(try await reader.read(build), build)
        guard !subject.isTranslated else { throw UnusableInput(.skipped, CapturedOrigin.needless, isUsage: true) }
        let needs = subject.programs.map { ProgramNeeds($0, in: subject) }
        return (NeedsTable.Part(input: build.file.path, programs: needs), [String](), CheckStatus.holds)
      } catch {
        let note = "\(build.file.path): \(error.reason.summary)"
        return (NeedsTable.Part(input: build.file.path, programs: []), [note], error.isUsage ? .usage : .holds)
      }
    }
    return (parts.map(\.0), parts.flatMap(\.1), .combined(parts.map(\.2)))
  }

  private func subject(_ input: ObjectInput, _ build: InputBuild) -> LintSubject {
    let globs = request.verify.programs.map(Glob.init)
    return LintSubject(
      input.object, sources: SourceFiles.outlines(of: input.object, at: input.path),
      targets: kernels.targets(of: build), script: input.script, isTranslated: CapturedOrigin.isTranslated(input.object)
    ) { name in globs.isEmpty || globs.contains { $0.matches(name) } }
  }

  /// What the rules find in one build.
  private struct Part: Sendable {
    var findings: [LintedFinding] = []
    var suppressed = 0
    var programs = 0
    var notes: [String] = []
    /// Whether a kernel has translated its code.
    var isTranslated = false
    var status: CheckStatus?
    /// Which variables make frames large; nil when no frame is.
    var stack: StackNotes?
  }

  private func look(at build: InputBuild) async -> Part {
    guard !Task.isCancelled else { return Part() }
    let input: ObjectInput
    do throws(UnusableInput) {
      input = try await reader.read(build)
    } catch {
      // Where the kernel is asked, its row says it.
      let written = writtenFindings(build)
      guard verify == nil || !written.findings.isEmpty else { return Part() }
      var part = verify == nil ? unusable(error, build) : Part()
      // A rule says better what bpftrace refuses.
      let lines = Set(written.findings.filter { $0.finding.severity == .error }.map { $0.finding.primary?.span.line })
      part.findings.removeAll { $0.finding.primary.map { lines.contains($0.span.line) } ?? false }
      part.findings += written.findings
      part.suppressed = written.suppressed
      return part
    }
    let subject = subject(input, build)
    var allowances = SuppressionList()
    for outline in subject.sources.values { allowances.read(outline.text, file: outline.file) }
    if let script = subject.script { allowances.read(script.text, file: script.file) }
    let applied = kept(Linter.findings(in: subject), allowances, build)
    var places = SourcePlaces(near: [build.file.path])
    var stack: StackNotes?
    if applied.kept.contains(where: { $0.id.map(StackNotes.ids.contains) ?? false }) {
      let variables = await StackVariable.all(in: input.bytes, tools: tools, environment: environment)
      stack = StackNotes(input.object, variables)
    }
    let noted = applied.kept.map { stack?.added(to: $0) ?? $0 }
    return Part(
      findings: (noted + applied.complaints).map { finding in
        let type = input.object.programs.first { $0.name == finding.program }?.match?.programType.name
        return LintedFinding(
          input: build.file.path, variants: build.variant.map { [$0] } ?? [], finding: places.completed(finding),
          context: FindingContext(programType: type))
      },
      suppressed: applied.suppressed.count, programs: subject.programs.count,
      notes: input.notes + (subject.isTranslated ? [TranslatedRules.note] : []),
      isTranslated: subject.isTranslated, stack: stack)
  }

  /// What `assay.yml` and the comments in the source, which allow so much, leave of findings.
  private func kept(
    _ findings: [Finding], _ comments: SuppressionList, _ build: InputBuild, asked: Set<String>? = nil
  ) -> SuppressionList.Applied {
    var allowances = comments
    for suppression in build.lint?.allowances ?? [] { allowances.add(suppression) }
    let names = Dictionary(
      Linter.inOrder.map { ($0.page.id, $0.page.name) }, uniquingKeysWith: { first, _ in first })
    let found = findings.compactMap { finding in
      build.lint.map { $0.judged(finding, named: finding.id.flatMap { names[$0] }) } ?? finding
    }
    return allowances.apply(to: found, names: names, asked: asked ?? Set(names.keys), now: month)
  }

  /// What the rules about scripts find in a script that gives no object.
  private func writtenFindings(_ build: InputBuild) -> Part {
    guard build.file.kind == .script, let script = try? ScriptReader.script(build.file) else { return Part() }
    var allowances = SuppressionList()
    allowances.read(script.text, file: script.file)
    // Leave for what only an object shows is not called unused.
    let applied = kept(
      Linter.findings(in: script, targets: kernels.targets(of: build)), allowances, build,
      asked: Set(Linter.inOrder.filter { $0 is any ScriptRule.Type }.map { $0.page.id }))
    return Part(
      findings: (applied.kept + applied.complaints).map { LintedFinding(input: build.file.path, finding: $0) },
      suppressed: applied.suppressed.count)
  }

  private func unusable(_ error: UnusableInput, _ build: InputBuild) -> Part {
    var part = Part(notes: error.notes)
    part.status = error.isUsage ? .usage : error.verdict.status
    guard error.verdict != .skipped else { return part }
    let compiler = error.findings.filter { $0.severity == .error }
    let said =
      compiler.isEmpty
      ? [
        Finding(
          severity: .error, title: error.reason.summary, fix: error.reason.advice,
          claim: .declared(section: build.file.path))
      ] : compiler
    part.findings = said.map { LintedFinding(input: build.file.path, finding: $0) }
    return part
  }
}
