import ArgumentParser
import Checks
import Findings
import Foundation
import Jobs
import Reports

struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measures what programs cost: exact instructions, or time with an interval.",
    discussion: """
      With --exact programs run in a virtual machine that counts instructions: the
      figures are the same in every run, on every machine. HOOK is what a call most
      often takes more when an empty program is attached, BODY what the kernel's own
      statistics say of the program above an empty one; a hook that deeds do not tell
      (in the middle of exec, or of a connection) is left out, always, and the total
      is the body's. Without --exact their time is
      taken on this machine, against an empty program of the same kind, in bursts
      that take turns; the clock that was used is named.

      Programs with a test file beside them (NAME.test.yml) are measured in each of
      its cases. XDP, tc and other programs that take packets and have none run on a
      first input; probes are attached, and a driver makes them run.

      --against compares: with an object or C file, or with the same sources as they
      were in a commit, both measured side by side in this run; or with the report of
      an earlier run (--format json), figure by figure, where all that figures depend
      on is the same. Budgets are what assay.yml says (budgets:).

      --driver veth sends frames through a pair of interfaces, to XDP and tc programs at
      the far one. What is let pass goes on to be dropped by the kernel: a program that
      drops it itself saves the rest of the way, and may cost less than nothing.

      --workload COMMAND takes the processor time of a command with and without the
      probes attached: their cost for each run, and in percent of the command. A
      probe that never runs is an error. ns_per_run and overhead_percent in assay.yml
      check claims such as "under 1 us a probe" and "under 2 %".

      --id, --pinned and --all look at programs that are already loaded, by the
      kernel's statistics and without what these say of an empty program: nobody's
      program is touched, and no setting is changed. With --event two programs of our
      own count it at the beginning and the end of every run meanwhile, where the
      kernel lets them; what that takes itself is measured and taken off.

      A bundle of assay capture --id, --pinned or --all is measured in the same way, as
      far as its programs are still loaded.

      --self-test measures programs of its own against themselves and against dearer
      ones, and prints how many false alarms there are and what can be found.

      EXIT STATUS
        0  everything was measured, or was skipped for the reason shown
        1  a program was refused, costs more than its budget, or more than before
        2  wrong usage, or something is wrong with an input
        3  the environment kept something from being measured, or a comparison or
           a budget could not be decided: what would settle it is said
        130 when interrupted; what was measured by then is reported

      EXAMPLES
        assay bench --exact xdp_firewall.bpf.c
        assay bench --exact --annotate --program xdp_firewall xdp_firewall.bpf.c
        assay bench --exact --against main.bpf.o --lines probe.bpf.o
        assay bench --exact --against main bpf/
        assay bench --exact --format json -o base.json bpf/
        assay bench --exact --against base.json bpf/
        assay bench --program 'on_*' --driver openat probe.bpf.c
        assay bench --driver veth xdp_firewall.bpf.c
        assay bench --workload 'make -s -j2' --program on_exec probe.bpf.c
        assay bench --event cache-misses --event branch-misses filter.bpf.o
        assay bench --exact --kernel debian:6.1 --kernel debian:6.12 corpus/tour
        assay bench --self-test
        assay bench --all --for 10s
        assay bench --id 42 --for 5s --event cycles --event instructions
        assay bench loaded.assay-bundle --for 5s
        assay bench --format json -o bench.json build/
        assay bench --format svg -o costs.svg filter.bpf.o
        assay bench --exact --format benchstat build/ > head.txt
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case svg
    case benchstat
    case githubBenchmark = "github-benchmark"
    case bencher
  }

  @Argument(help: ArgumentHelp("Objects, C files, bpftrace scripts and directories.", valueName: "path"))
  var paths: [String] = []

  @Option(help: ArgumentHelp("Look at the loaded program with this id instead (repeatable).", valueName: "id"))
  var id: [UInt32] = []

  @Option(help: ArgumentHelp("Look at the program pinned at this path instead (repeatable).", valueName: "path"))
  var pinned: [String] = []

  @Flag(help: "Look at every program that is loaded instead.")
  var all = false

  @Option(name: .customLong("for"), help: ArgumentHelp("How long loaded programs are looked at.", valueName: "time"))
  var span = TimeSpan(seconds: 10)

  @Flag(help: "Count instructions in a virtual machine.")
  var exact = false

  @Flag(help: "With --exact, say of every program which lines of C its instructions go to.")
  var lines = false

  @Flag(help: "With --exact, list every program's instructions with what each took, under their C.")
  var annotate = false

  @Option(
    help: ArgumentHelp(
      "With --exact, a kernel to count on (repeatable): debian:6.12 by default.", valueName: "kernel"))
  var kernel: [String] = []

  @Option(help: ArgumentHelp("Only programs whose name fits this pattern (repeatable).", valueName: "glob"))
  var program: [String] = []

  @Option(
    help: ArgumentHelp(
      "Compare with an object or C file, those in a directory, a commit (main, HEAD~1), or a report in JSON.",
      valueName: "base"))
  var against: String?

  @Option(
    help: ArgumentHelp(
      "What makes attached programs run: \(BenchDriver.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "driver"))
  var driver: String?

  @Option(
    help: ArgumentHelp(
      "Attach programs while this shell command runs to its end, with and without them in turn, and take its time.",
      valueName: "command"))
  var workload: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Count this event too, as perf list names it (repeatable): cache-misses.", valueName: "event"))
  var event: [String] = []

  @Option(help: ArgumentHelp("Fresh loads of every program.", valueName: "count"))
  var loads: Int?

  @Option(help: ArgumentHelp("Rounds of a load.", valueName: "count"))
  var rounds: Int?

  @Flag(help: "Measure how often this command is right on this machine, and the smallest change that it can tell.")
  var selfTest = false

  @Flag(help: "Let the host run programs that nothing could stop: what cannot be shown to end soon.")
  var allowUnbounded = false

  @Flag(help: "Let programs be attached to the host that act on tasks other than the measuring one.")
  var allowHostEffects = false

  @Option(help: ArgumentHelp("Seconds that one program may take.", valueName: "seconds"))
  var timeLimit: Double?

  @Option(
    help:
      "text, json, svg (bars and distributions), benchstat, github-benchmark (github-action-benchmark) or bencher (Bencher's metric format)."
  )
  var format: Format = .text

  @OptionGroup var output: ReportOutput

  @OptionGroup var recording: RecordOptions

  @OptionGroup var make: MakeOptions

  @OptionGroup var build: BuildOptions

  /// Readings of a load are told in one piece.
  private static let mostRounds = 1000

  func validate() throws {
    guard timeLimit ?? 1 > 0, loads ?? 1 > 0, rounds ?? 1 > 0 else {
      throw ValidationError("--time-limit, --loads and --rounds take numbers above 0")
    }
    guard rounds ?? 1 <= Self.mostRounds / max(1, event.count) else {
      throw ValidationError(
        "--rounds takes at most \(Self.mostRounds / max(1, event.count)) here; --loads has no limit, and tells more")
    }
    if selfTest {
      guard paths.isEmpty, !exact, against == nil, driver == nil, !looksAtLoaded, format == .text || format == .json
      else { throw ValidationError("--self-test measures programs of its own: it goes with --loads and --format only") }
    }
    if looksAtLoaded {
      guard paths.isEmpty, !exact, against == nil, driver == nil, workload == nil, kernel.isEmpty
      else {
        throw ValidationError(
          "--id, --pinned and --all look at programs that are loaded: they go with --for, --event, --program and --format only"
        )
      }
      guard format == .text || format == .json else {
        throw ValidationError("what loaded programs cost is told as text or json")
      }
      guard !all || id.isEmpty && pinned.isEmpty else {
        throw ValidationError("--all has every program: it goes without --id and --pinned")
      }
    }
    if workload != nil, exact || driver != nil || !event.isEmpty {
      throw ValidationError(
        "--workload takes a command's time on this machine: it goes without --exact, --driver and --event")
    }
    if !exact, lines || annotate { throw ValidationError("--lines and --annotate go with --exact") }
    if exact, !event.isEmpty { throw ValidationError("--event counts on this machine, and --exact in a virtual one") }
  }

  /// Whether programs that are already loaded are looked at.
  private var looksAtLoaded: Bool { all || !id.isEmpty || !pinned.isEmpty }

  func run() async throws {
    if selfTest { return try await testItself() }
    if looksAtLoaded { return try await lookAtLoaded(LoadedSelection(ids: id, paths: pinned, takesAll: all)) }
    if let bundles = try LoadedBundleSelection(of: paths) {
      guard !exact, against == nil, driver == nil, workload == nil, kernel.isEmpty, format == .text || format == .json
      else {
        throw CheckError.usage(
          "\(paths[0]) has programs that are loaded: they are measured where they are, and go with --for, --event, "
            + "--program and --format text or json only")
      }
      let found = try await bundles.stillLoaded(worker: build.worker)
      for note in found.notes { StandardError.write("error: \(TerminalText.escape(note))\n") }
      guard !found.selection.ids.isEmpty else { throw ExitCode(CheckStatus.undecided.rawValue) }
      return try await lookAtLoaded(found.selection, isWhole: found.notes.isEmpty)
    }
    try await make.run(for: paths, build)
    let request = request
    // What it is compared with may have to be made, and must go when that is interrupted.
    let (outcome, interrupted) = await Interruptible.result { progress throws(CheckError) in
      try await BenchCheck(request, environment: ProcessInfo.processInfo.environment).run(progress: progress)
    }
    if interrupted, case .failure = outcome { throw ExitCode(Interruptible.status) }
    let result = try outcome.get()
    for problem in result.problems { StandardError.write("error: \(problem)\n") }
    try output.write(try render(result.report))
    guard !interrupted else { throw ExitCode(Interruptible.status) }
    let settings = try ProjectConfiguration.settings(for: paths.first, configuration: build.config)
    let isRecorded = result.status != .usage
    let recorded = isRecorded ? await recording.deliver(.bench(result.report), settings) : .holds
    throw ExitCode(CheckStatus.combined([result.status, recorded]).rawValue)
  }

  private func testItself() async throws {
    let test = BenchSelfTest(request, environment: ProcessInfo.processInfo.environment)
    let (outcome, interrupted) = await Interruptible.result { progress throws(CheckError) in
      try await test.run(progress: progress)
    }
    if interrupted { throw ExitCode(Interruptible.status) }
    let report = try outcome.get()
    try output.write(
      format == .json
        ? try CanonicalJSON.document(report)
        : SelfTestText(report).render(output.traits))
    throw ExitCode((report.holds ? CheckStatus.holds : .undecided).rawValue)
  }

  /// - Parameter isWhole: whether nothing that was asked for is left out already.
  private func lookAtLoaded(_ selection: LoadedSelection, isWhole: Bool = true) async throws {
    var request = LiveRequest(selection, seconds: span.seconds)
    request.events = event
    request.worker = build.worker
    let check = try LiveCheck(request)
    let (report, interrupted) = await Interruptible.run { _ in await check.run() }
    StandardError.write(report.complaints)
    if format == .json {
      try output.write(CanonicalJSON.document(report))
    } else if let window = report.windows.last {
      let text = LiveText(window, names: program.map(Glob.init))
      try output.write(text.render(output.traits) + text.legend(output.traits))
    }
    let status = CheckStatus.combined([report.status(named: !all), isWhole ? .holds : .undecided])
    throw ExitCode(interrupted ? Interruptible.status : status.rawValue)
  }

  private func render(_ report: BenchReport) throws -> String {
    switch format {
    case .text: BenchText(report, detail: annotate ? .listing : .lines).render(output.traits)
    case .json: try CanonicalJSON.document(report)
    case .svg: BenchChart.svg(report)
    case .benchstat: BenchGoText(report.figures).render()
    case .githubBenchmark: try BenchActionJSON.render(report.figures)
    case .bencher: try BenchBencherJSON.render(report.figures)
    }
  }

  private var request: BenchRequest {
    var request = BenchRequest()
    request.arguments = paths
    request.programs = program
    request.build = build.request
    request.build.kernels = kernel
    request.isExact = exact
    request.tracesRuns = lines || annotate
    request.isAnnotated = annotate
    request.base = against
    request.driver = driver
    request.workload = workload
    request.events = event
    request.loads = loads
    request.rounds = rounds
    request.timeLimit = timeLimit
    request.allowsUnbounded = allowUnbounded
    request.allowsHostEffects = allowHostEffects
    return request
  }
}
