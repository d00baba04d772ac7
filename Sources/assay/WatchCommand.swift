import ArgumentParser
import Checks
import Findings
import Foundation
import Jobs
import Reports
import Synchronization

struct WatchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Shows which BPF programs are loaded on this machine: by whom, how large, and what they cost.",
    discussion: """
      Looks again and again at the programs that are loaded, and tells each that is
      new: user, who has it open (where /proc shows that), type, instructions, those
      that the verifier walked, machine code, and from then on its runs and its share
      of a processor, by the kernel's statistics. These are kept while this runs, and
      no longer: no setting is changed, and no program is touched.

      On a terminal the table is drawn in its place; into a pipe or a file go a line
      for each load and each end, and the table when the watch is over. --format json
      has a line for each event: there, loaded, ran, gone, passed.

      What is loaded and gone between two looks cannot be seen; how many these were at
      least is told by the kernel's numbers for programs. What the kernel refuses is
      not seen: assay capture -- LOADER keeps that, with its log.

      It may be left on: it keeps the loaded programs and the last 10 that are gone,
      and a look takes some milliseconds. What costs is that statistics are kept:
      two reads of a clock in each run of every program on the machine.

      EXIT STATUS
        0    it was shown, to the end or until Ctrl-C
        2    wrong usage
        3    the kernel shows this process no programs, or keeps no statistics for it

      EXAMPLES
        assay watch
        assay watch --every 5s --for 10m > loads.txt
        assay watch --format json | jq 'select(.event == "loaded")'
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @Option(help: ArgumentHelp("How often it looks: 1s, 500ms.", valueName: "time"))
  var every = TimeSpan(seconds: 1)

  @Option(name: .customLong("for"), help: ArgumentHelp("End after this time.", valueName: "time"))
  var span: TimeSpan?

  @Option(help: ArgumentHelp("Only programs whose name fits this pattern (repeatable).", valueName: "glob"))
  var program: [String] = []

  @Option(help: "text or json (a line an event).")
  var format: Format = .text

  @Option(help: ArgumentHelp("The worker executable.", valueName: "path"))
  var worker: String?

  func run() async throws {
    let looks = span.map { max(1, Int(($0.seconds / every.seconds).rounded(.up))) }
    var request = LiveRequest(LoadedSelection(takesAll: true), seconds: every.seconds, windows: looks)
    request.tellsLoads = true
    request.worker = worker
    let check = try LiveCheck(request)
    let table = Mutex(WatchTable(names: program.map(Glob.init)))
    let screen = WatchScreen()
    let format = format
    let isDrawn = format == .text && StandardOutput.isTerminal
    let (report, interrupted) = await Interruptible.run(isExpected: true) { _ in
      await check.run { window in
        let (events, text) = table.withLock { table in
          (table.take(window, now: Date()), isDrawn ? table.render(ReportOutput.standard) : "")
        }
        if isDrawn { return screen.show(text) }
        StandardOutput.write(events.compactMap { format == .json ? Self.json($0) : Self.line($0) }.joined())
      }
    }
    StandardError.write(report.complaints)
    if format == .text, !isDrawn { StandardOutput.write(table.withLock { $0.render(ReportOutput.standard) }) }
    let isEnded = interrupted && span == nil
    throw ExitCode(interrupted && !isEnded ? Interruptible.status : report.status(named: false).rawValue)
  }

  private static func line(_ event: WatchEvent) -> String? {
    event.line.map { TerminalText.escape($0) + "\n" }
  }

  private static func json(_ event: WatchEvent) -> String? {
    (try? CanonicalJSON.encode(event)).map { String(decoding: $0, as: UTF8.self) + "\n" }
  }
}
