import ArgumentParser
import Checks
import Jobs
import Records
import Reports

struct HistoryShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows how programs changed over recorded runs, and with which commits.",
    discussion: """
      A row is a level: the commit that began it, how many runs had it, and what it
      is more or less than the one before. Exact figures change level wherever one
      differs from the one before. Of times a level is a median, and another one
      begins where a rank test and the figures' intervals say so. Where the
      compiler, the kernel or the machine changed, that is said instead: nothing is
      said of the code then.

      Runs of one branch are shown: of the one that most are of, unless --branch
      names another.

      EXIT STATUS
        0  shown
        2  wrong usage, no such program, or a history that cannot be read
        3  the history is in use by another process, for long

      EXAMPLES
        assay history
        assay history xdp_firewall
        assay history 'on_*' --metric body --kernel debian:6.12
        assay history xdp_firewall --last 20
        assay history xdp_firewall --format json -o trend.json
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @Argument(help: ArgumentHelp("Programs, by name or pattern; none for a list of all.", valueName: "program"))
  var programs: [String] = []

  @OptionGroup var place: HistoryPlace

  @Option(
    help: ArgumentHelp(
      "Only this figure (repeatable).",
      valueName: "figure"))
  var metric: [FigureName] = []

  @Option(help: ArgumentHelp("Only figures of this kernel (repeatable).", valueName: "kernel"))
  var kernel: [String] = []

  @OptionGroup var branches: BranchOptions

  @Option(help: ArgumentHelp("List so many of the newest runs instead of levels.", valueName: "count"))
  var last: Int?

  @Option(help: "text or json.")
  var format: Format = .text

  @OptionGroup var output: ReportOutput

  func validate() throws {
    guard last ?? 1 > 0 else { throw ValidationError("--last takes a number above 0") }
  }

  func run() throws {
    var request = TrendRequest(path: try place.path())
    request.programs = programs
    request.kernels = kernel
    request.branch = branches.choice
    // A list of programs has room for what matters most.
    let isList = programs.isEmpty && metric.isEmpty
    request.metrics = isList && format == .text ? [.body, .total, .verifiedInstructions] : metric.map(\.metric)
    let report = try TrendCheck.report(request)
    switch format {
    case .json: try output.write(CanonicalJSON.document(report))
    case .text where isList: try output.write(ProgramListText(report).render(output.traits))
    case .text: try output.write(TrendText(report, listing: last).render(output.traits))
    }
  }
}
