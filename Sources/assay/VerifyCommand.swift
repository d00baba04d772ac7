import ArgumentParser
import Checks
import Explanations
import Findings
import Foundation
import Jobs
import Reports

struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Loads every program and reports the kernel's verdict and what the load cost.",
    discussion: """
      Objects are loaded as they are, C files (.bpf.c) and bpftrace scripts (.bt)
      are compiled first, directories are walked, @FILE names a list of paths. Without paths, the
      inputs that assay.yml names are taken. Nothing is pinned, and nothing stays
      loaded or attached.

      VERDICTS
        accepted     the kernel loaded it
        rejected     the verifier said no; why stands below the row, with its id
        attach       loaded, and could not be attached (see --attach)
        loader       refused before any verifier: section name, map, CO-RE, BTF,
                     attach target, a broken file
        environment  this machine or this process may not: capability, policy,
                     kernel configuration, time limit
        skipped      no BPF program, or not asked for

      FILTERS (--filter, repeatable)
        A row stays when it fits one of them, and none that starts with '!'.
        'xdp_*'                           programs by name
        'bpf/*.o/on_*'                    inputs and programs
        'verified > 100k'                 a figure and a number
        'verdict = rejected and id = A1*' a column and a pattern
        '!verdict = accepted'

      COLUMNS (--columns, --sort and filters)
      \(Self.columnNames)

      EXIT STATUS (of all that was asked, whatever is shown)
        0  every program was accepted, or skipped
        1  one was rejected or refused as loader; or --compare found one that
           was accepted and no longer is
        2  wrong usage, or an input named here that is no BPF object
        3  one was refused by the environment
        130 when interrupted; what was done by then is reported

      EXAMPLES
        assay verify corpus/tour
        assay verify --sort verified --top 10 build/*.bpf.o
        assay verify --explain filter.bpf.c
        assay verify --hot --program xdp_filter filter.bpf.o
        assay verify --set sample_percent=100 write_sample.bpf.c
        assay verify --format json -o base.json bpf/
        assay verify --compare base.json bpf/
      """)

  /// The columns' names, in lines that fit a help text.
  private static let columnNames = TerminalText.wrap(VerifyColumn.all.map(\.name).joined(separator: ", "), to: 74)
    .map { "  " + $0 }.joined(separator: "\n")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table
    case csv
    case json
  }

  @Argument(help: ArgumentHelp("Objects, C files, bpftrace scripts, directories, @LISTs.", valueName: "path"))
  var paths: [String] = []

  @Option(
    help: ArgumentHelp(
      "The kernel to ask (repeatable): host, debian:6.1, debian:newest, an image's path, an added one's name.",
      valueName: "kernel"))
  var kernel: [String] = []

  @Option(help: ArgumentHelp("Only programs whose name fits this pattern (repeatable).", valueName: "glob"))
  var program: [String] = []

  // What is shown.

  @Option(help: "table, csv or json.")
  var format: Format = .table

  @Option(help: ArgumentHelp("Columns of the table, joined by commas.", valueName: "names"))
  var columns: String?

  @Option(help: ArgumentHelp("Only rows that fit (repeatable; @FILE reads one a line).", valueName: "filter"))
  var filter: [String] = []

  @Option(help: ArgumentHelp("Sort by this column; NAME:asc or NAME:desc (repeatable).", valueName: "name"))
  var sort: [String] = []

  @Option(help: ArgumentHelp("Only the first rows after sorting.", valueName: "count"))
  var top: Int?

  @OptionGroup var output: ReportOutput

  // Against earlier results.

  @Option(help: ArgumentHelp("Compare with a report saved by --format json.", valueName: "file"))
  var compare: String?

  @Flag(help: "Compare although the kernels differ.")
  var acrossKernels = false

  @Flag(help: "In a comparison, show only what changed.")
  var onlyChanges = false

  @Option(help: ArgumentHelp("Show a report saved by --format json instead of asking a kernel.", valueName: "file"))
  var replay: String?

  // How programs are loaded.

  @Option(
    help: ArgumentHelp(
      "Preset a global: NAME=VALUE, typed by BTF (repeatable; @FILE reads one a line).", valueName: "preset"))
  var set: [String] = []

  @Option(
    help: ArgumentHelp("Set a map's size: MAP.max_entries=N, .key_size, .value_size (repeatable).", valueName: "size"))
  var setMap: [String] = []

  @Option(
    help: ArgumentHelp("The most that an object's maps may take such as 2G; 512M by default.", valueName: "bytes"),
    transform: ByteCount.init(option:))
  var mapMemory: ByteCount?

  @Option(
    help: ArgumentHelp("The program that a freplace program replaces a function of.", valueName: "object:program"))
  var replaceTarget: String?

  @Flag(
    inversion: .prefixedNo,
    help: "Attach each program that loads, for a moment. On in virtual machines, off on the host.")
  var attach: Bool?

  @Option(
    help: ArgumentHelp(
      "Count how often each runs while this is done: syscalls, exec or network.", valueName: "driver"),
    transform: { text in
      guard let driver = Driver(rawValue: text) else {
        throw ValidationError("--fire takes \(Driver.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return driver
    })
  var fire: Driver?

  @Flag(help: "Keep a verifier state at every instruction (BPF_F_TEST_STATE_FREQ).")
  var testStates = false

  @Flag(help: "Let the verifier check its own bounds (BPF_F_TEST_REG_INVARIANTS, since 6.8).")
  var testInvariants = false

  @Option(
    help: ArgumentHelp("Load each program this often, for the least and median verification time.", valueName: "count"))
  var `repeat` = 1

  @Option(
    help: ArgumentHelp(
      "Seconds that one program's load may take; 60 by default, 600 in a virtual machine.", valueName: "seconds"))
  var timeLimit: Double?

  @Flag(help: "Below the table, explain each refusal in terms of the C, as assay lint does.")
  var explain = false

  @Flag(help: "Below the table, show where the verifier's work went: by function, loop and line.")
  var hot = false

  @Flag(help: "Load programs rejected for their complexity again, with a log.")
  var explainComplexity = false

  @Option(help: ArgumentHelp("Keep whole verifier logs in this directory.", valueName: "directory"))
  var keepLog: String?

  @Flag(help: "Ask for the whole log (level 2) of every program, accepted or not.")
  var fullLog = false

  // How C is compiled, and by what.

  @OptionGroup var make: MakeOptions

  @OptionGroup var build: BuildOptions

  @Option(help: ArgumentHelp("Workers at once; as many as there are cores by default.", valueName: "count"))
  var jobs: Int?

  /// Seconds in a day.
  private static let longestTimeLimit = 86_400.0

  func validate() throws {
    guard top ?? 1 > 0, `repeat` > 0, timeLimit ?? 1 > 0, jobs ?? 1 > 0 else {
      throw ValidationError("--top, --repeat, --time-limit and --jobs take numbers above 0")
    }
    guard timeLimit ?? 1 <= Self.longestTimeLimit else {
      throw ValidationError("--time-limit takes at most \(Int(Self.longestTimeLimit)) seconds, which are a day")
    }
    if compare != nil, format != .table {
      throw ValidationError("a comparison is a table: --compare goes with no other --format")
    }
    if hot, format == .csv || compare != nil {
      throw ValidationError("--hot goes below a table or into JSON, and not with --compare")
    }
    if explain, format != .table || compare != nil {
      throw ValidationError("--explain goes below a table; JSON has each row's finding, --compare has none")
    }
    if replay != nil, !paths.isEmpty || make.makesObjects {
      throw ValidationError("--replay shows a saved report: it takes neither paths nor --build")
    }
  }

  func run() async throws {
    let selection = try VerifySelection(filters: try ListFile.expand(filter), sort: sort, top: top)
    let columns = try columns.map { try VerifyColumn.list($0) }
    let base = try compare.map { try SavedReport.read($0) }

    let result: VerifyResult
    var interrupted = false
    if let replay {
      result = VerifyResult(report: try SavedReport.read(replay))
    } else {
      try await make.run(for: paths, build)
      let check = try await VerifyCheck(try request(), environment: ProcessInfo.processInfo.environment)
      (result, interrupted) = await Interruptible.run { progress in await check.run(progress: progress) }
    }

    let report = selection.applied(to: result.report)
    var status = result.status
    if let base {
      let comparison = try VerifyComparison(
        base: selection.applied(to: base), head: report, acrossKernels: acrossKernels)
      let table = ComparisonTable(
        comparison, columns: columns ?? VerifyColumn.compared, onlyChanges: onlyChanges)
      try output.write(table.render(output.traits))
      status = comparison.broken > 0 ? .combined([status, .fails]) : status
    } else {
      try output.write(try render(report, columns))
    }
    throw ExitCode(interrupted ? Interruptible.status : status.rawValue)
  }

  private func render(_ report: VerifyReport, _ columns: [VerifyColumn]?) throws -> String {
    switch format {
    case .table:
      (columns == nil && VerifyMatrix.fits(report)
        ? VerifyMatrix(report).render(output.traits)
        : VerifyTable(report, columns: columns ?? VerifyColumn.usual).render(output.traits))
        + (explain ? explanations(of: report) : "") + (hot ? HotText(report).render(output.traits) : "")
    case .csv: VerifyCSV.render(report, escaped: output.isTerminal)
    case .json: try CanonicalJSON.document(report)
    }
  }

  /// The refusals of the rows that are shown.
  private func explanations(of report: VerifyReport) -> String {
    VerifyResult(report: report).refusals.map { found in
      let page = found.finding.id.flatMap { Explainer.page($0) }
      return "\n"
        + FindingText(found.finding, context: found.context, page: page, offersVerbose: false).render(output.traits)
    }.joined()
  }

  /// The options as what is asked of `Checks`.
  private func request() throws -> VerifyRequest {
    var request = VerifyRequest()
    request.arguments = paths
    request.programs = program
    request.presets = set
    request.replaceTarget = replaceTarget
    request.build = build.request
    request.build.kernels = kernel
    request.logDirectory = keepLog
    request.parallelism = jobs
    request.timeLimit = timeLimit
    request.job.log = fullLog || hot ? .full : explain || explainComplexity ? .complexity : .statistics
    request.findsHotSpots = hot
    request.job.testStates = testStates
    request.job.testInvariants = testInvariants
    request.mapMemory = mapMemory?.bytes
    request.job.mapOverrides = try setMap.map { try MapOverride(parsing: $0) }
    request.attach = attach
    request.driver = fire
    request.job.repetitions = `repeat`
    return request
  }
}
