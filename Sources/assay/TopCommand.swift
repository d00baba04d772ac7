import ArgumentParser
import Checks
import Findings
import Jobs
import Reports

struct TopCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "top",
    abstract: "Shows what loaded programs cost, again and again.",
    discussion: """
      The kernel keeps statistics of programs while this runs, and no longer: no
      setting is changed, and no program is touched. Figures are without what the
      statistics say of an empty program; what a hook costs they do not see.

      On a terminal the table is drawn in its place; into a pipe or a file one table
      follows the other.

      EXIT STATUS
        0    it was shown, to the end or until Ctrl-C
        2    wrong usage, or a program that is not there
        3    the kernel keeps no statistics for this process

      EXAMPLES
        assay top
        assay top --interval 500ms --most 10
        assay top --program 'on_*' --count 5 > rows.txt
        assay top --pinned /sys/fs/bpf/my_prog
      """)

  @Option(help: ArgumentHelp("How often it is shown: 2s, 500ms.", valueName: "time"))
  var interval: TimeSpan = TimeSpan(seconds: 2)

  @Option(help: ArgumentHelp("End after so many tables.", valueName: "count"))
  var count: Int?

  @Option(help: ArgumentHelp("Only so many programs, the costliest.", valueName: "count"))
  var most: Int?

  @Option(help: ArgumentHelp("Only programs whose name fits this pattern (repeatable).", valueName: "glob"))
  var program: [String] = []

  @OptionGroup var loaded: LoadedOptions

  @Option(help: ArgumentHelp("The worker executable.", valueName: "path"))
  var worker: String?

  func validate() throws {
    guard count ?? 1 > 0, most ?? 1 > 0 else { throw ValidationError("--count and --most take numbers above 0") }
  }

  func run() async throws {
    var request = LiveRequest(loaded.selection, seconds: interval.seconds, windows: count)
    request.worker = worker
    let check = try LiveCheck(request)
    let names = program.map(Glob.init)
    let most = most
    let screen = WatchScreen()
    let (report, interrupted) = await Interruptible.run(isExpected: true) { _ in
      await check.run { window in
        let isFirst = window.number == 0 && !StandardOutput.isTerminal
        let text = LiveText(window, names: names, most: most)
        screen.show(text.render(ReportOutput.standard) + (isFirst ? text.legend(ReportOutput.standard) : ""))
      }
    }
    StandardError.write(report.complaints)
    let isEnded = interrupted && count == nil
    throw ExitCode(interrupted && !isEnded ? Interruptible.status : report.status(named: false).rawValue)
  }
}
