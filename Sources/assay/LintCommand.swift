import ArgumentParser
import Checks
import Findings
import Foundation
import Jobs
import Lints
import Reports

struct LintCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Finds what is wrong with programs: by rules, and by asking the kernel.",
    discussion: """
      Rules look at objects (C files are compiled first) without any kernel, and
      find what no verifier says: what an older kernel will refuse, what is
      wrong, slow or unportable. Then the kernel is asked, and what it refuses
      is explained.

      A comment on a finding's line or the one above it allows it:
        // assay: allow A2101 until 2027-06: the map is never full

      EXIT STATUS
        0  no finding at or above --severity
        1  there is one
        2  wrong usage, or an input named here that is no BPF object
        3  the environment kept a kernel from answering
        130 when interrupted; what was found by then is reported

      EXAMPLES
        assay lint filter.bpf.c
        assay lint --no-kernel --for 5.10 --for 6.1 build/
        assay lint --kernel host --kernel debian:6.1 filter.bpf.c
        assay lint --format gcc src/ | less
        assay lint --write-baseline lint-baseline.json src/
        assay lint --needs build/
        assay lint --fix src/
        assay lint opens.bt
        assay lint --watch --no-kernel src/
        assay lint --rules
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case sarif
    case markdown
    case gcc
    case github
  }

  @Argument(
    help: ArgumentHelp(
      "Objects, C files, bpftrace scripts, directories, @LISTs; this directory.", valueName: "path"))
  var paths: [String] = []

  @Option(
    help: ArgumentHelp(
      "A kernel to ask (repeatable): host, debian:6.1, an image's path, an added one's name.", valueName: "kernel"))
  var kernel: [String] = []

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "A kernel that programs are meant for: a version, or as for --kernel; it is not asked (repeatable).",
      valueName: "kernel"))
  var target: [String] = []

  @Flag(name: .customLong("no-kernel"), help: "Only rules: ask no kernel.")
  var noKernel = false

  @Option(help: ArgumentHelp("Only programs whose name fits this pattern (repeatable).", valueName: "glob"))
  var program: [String] = []

  @Option(
    help: "Findings of at least this severity make it fail: note, warning or error.",
    transform: { text in
      guard let severity = Severity(rawValue: text) else {
        throw ValidationError("--severity takes note, warning or error")
      }
      return severity
    })
  var severity: Severity = .warning

  @Option(help: ArgumentHelp("Allow what this file lists.", valueName: "file"))
  var baseline: String?

  @Option(help: ArgumentHelp("Write all that is found now to a baseline file.", valueName: "file"))
  var writeBaseline: String?

  @Flag(help: "List the rules.")
  var rules = false

  @Flag(help: "Instead of findings, tell each program's capabilities and first kernel.")
  var needs = false

  @Flag(help: "Change C files where a fix needs no thought, show the changes, and lint again.")
  var fix = false

  @Flag(help: "Show the changes that --fix makes, and make none.")
  var diff = false

  @Flag(help: "Lint again whatever changes, until Ctrl-C.")
  var watch = false

  @Flag(name: [.short, .long], help: "The verifier's own words, instruction numbers and registers, too.")
  var verbose = false

  @Option(help: "text, json, sarif, markdown, gcc or github.")
  var format: Format = .text

  @OptionGroup var output: ReportOutput

  @OptionGroup var make: MakeOptions

  @OptionGroup var build: BuildOptions

  func validate() throws {
    if rules, !paths.isEmpty { throw ValidationError("--rules lists the rules: it takes no paths") }
    if fix, diff { throw ValidationError("--fix makes the changes that --diff only shows: give one of them") }
    if watch, fix || diff || needs || output.output != nil || writeBaseline != nil || make.makesObjects {
      throw ValidationError("--watch takes neither --fix, --diff, --needs, --output, --write-baseline nor --build")
    }
  }

  func run() async throws {
    if rules { return try output.write(RuleList.render(output.traits)) }
    if watch { return try await watchInputs() }
    try await make.run(for: paths, build)
    let check = try await LintCheck(request, environment: ProcessInfo.processInfo.environment)
    if needs { return try await tellNeeds(check) }
    var (result, interrupted) = try await lint(check)
    if fix || diff, !interrupted {
      let fixes = SourceFixes(result.report)
      tell(fixes)
      if fix, !fixes.changes.isEmpty {
        try fixes.apply()
        let again = try await LintCheck(request, environment: ProcessInfo.processInfo.environment)
        (result, interrupted) = try await lint(again)
      }
    }
    try output.write(try render(result.report))
    throw ExitCode(interrupted ? Interruptible.status : result.status.rawValue)
  }

  private func lint(_ check: LintCheck) async throws -> (result: LintResult, interrupted: Bool) {
    let (outcome, interrupted) = await Interruptible.result { progress throws(CheckError) in
      try await check.run(progress: progress)
    }
    return (try outcome.get(), interrupted)
  }

  /// Changes go where people read: beside a report for people, apart from one for tools.
  private func tell(_ fixes: SourceFixes) {
    let isReport = format == .text && output.output == nil
    let text =
      fixes.changes.isEmpty
      ? "no change that needs no thought\n"
      : fixes.changes.map { $0.unified(isReport ? output.traits : TerminalTraits()) }.joined()
    if isReport { StandardOutput.write(text + "\n") } else { StandardError.write(text) }
  }

  /// Until Ctrl-C, which is how it is meant to end.
  private func watchInputs() async throws {
    let watch = LintWatch(request, environment: ProcessInfo.processInfo.environment)
    let screen = WatchScreen()
    let (outcome, _) = await Interruptible.result(isExpected: true) { _ throws(CheckError) in
      try await watch.run { report in screen.show((try? render(report)) ?? "") }
    }
    try outcome.get()
  }

  private func tellNeeds(_ check: LintCheck) async throws {
    let (parts, notes, status) = await check.needs()
    try output.write(NeedsTable(parts).render(output.traits))
    for note in notes { StandardError.write("note: \(TerminalText.escape(note))\n") }
    throw ExitCode(status.rawValue)
  }

  private func render(_ report: LintReport) throws -> String {
    let text = LintText(report, isVerbose: verbose)
    return switch format {
    case .text: text.render(output.traits)
    case .sarif: try ExplainSARIF(report.explained).render()
    case .markdown: ExplainMarkdown(report.explained).render()
    case .gcc: text.gcc()
    case .github: text.github()
    case .json: try CanonicalJSON.document(report)
    }
  }

  private var request: LintRequest {
    var request = LintRequest()
    request.verify.arguments = paths
    request.verify.programs = program
    request.verify.build = build.request
    request.verify.job.log = .complexity
    request.verify.build.kernels = kernel
    request.targets = target
    request.asksKernel = !noKernel && !needs
    request.threshold = severity
    request.baseline = baseline
    request.newBaseline = writeBaseline
    return request
  }
}
