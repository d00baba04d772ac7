import ArgumentParser
import Checks
import Exporter
import Jobs
import Project
import Reports

struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Gives figures to Prometheus: of saved reports, or of loaded programs, live.",
    discussion: """
      --textfile PATH writes the figures of reports (--format json of verify, lint,
      test, bench and gate) for node_exporter's textfile collector, whole or not at
      all.

      --listen ADDRESS:PORT serves /metrics for the programs that are loaded on this
      machine: verified instructions, memory, runs that were left out, and while the
      kernel keeps statistics their runs and the time of them. Statistics are never
      turned on unless --enable-stats asks for it; then they are kept as long as
      this runs, no setting is changed, and every run of every program pays for them
      (assay_stats_floor_seconds). It takes CAP_SYS_ADMIN; programs that are named
      by --pinned take no capability where their files may be read.

      What goes with them - alerting rules with the budgets of assay.yml, a Grafana
      dashboard - assay dashboard --prometheus-rules and --grafana print.

      EXIT STATUS
        0    it was written, or served until Ctrl-C or SIGTERM
        2    wrong usage, a file that is no report, or an address that is none
        3    the address is taken, the file cannot be written, or the kernel keeps
             no statistics for this process

      EXAMPLES
        assay gate --report json=gate.json
        assay export --textfile /var/lib/node_exporter/assay.prom gate.json
        assay export --textfile - verify.json test.json
        assay export --listen 127.0.0.1:9435
        assay export --listen '[::1]:9435' --enable-stats
        assay export --listen 127.0.0.1:9435 --pinned /sys/fs/bpf/my_prog
      """)

  @Argument(help: ArgumentHelp("Reports in JSON, for --textfile.", valueName: "report"))
  var reports: [String] = []

  @Option(help: ArgumentHelp("Write the reports' figures to this file; - for standard output.", valueName: "file"))
  var textfile: String?

  @Option(help: ArgumentHelp("Serve loaded programs' figures here: 127.0.0.1:9435.", valueName: "address:port"))
  var listen: String?

  @Flag(help: "With --listen, have the kernel keep statistics for as long as it runs.")
  var enableStats = false

  @OptionGroup var loaded: LoadedOptions

  @Option(help: ArgumentHelp("The worker executable.", valueName: "path"))
  var worker: String?

  func validate() throws {
    guard (textfile == nil) != (listen == nil) else { throw ValidationError("say one of --textfile and --listen") }
    if listen == nil, enableStats || !loaded.isEmpty || worker != nil {
      throw ValidationError(
        "--enable-stats, --id, --pinned and --worker are about loaded programs: they go with --listen")
    }
    if textfile == nil {
      guard reports.isEmpty else { throw ValidationError("reports go with --textfile") }
    } else {
      guard !reports.isEmpty else { throw ValidationError("--textfile takes the reports whose figures it writes") }
    }
  }

  func run() async throws {
    if let textfile { return try write(to: textfile) }
    if let listen { try await serve(on: listen) }
  }

  private func write(to path: String) throws {
    let text = MetricsText(try ReportExport.metrics(reports)).render(.prometheus)
    guard path != "-" else { return StandardOutput.write(text) }
    do throws(FileError) {
      try LocalFile.write(Array(text.utf8), to: path)
    } catch {
      throw CheckError.undecided("\(error)")
    }
  }

  private func serve(on text: String) async throws {
    guard let address = ListenAddress(text) else {
      throw CheckError.usage(
        "--listen '\(text)': write an address and a port up to 65535, as 127.0.0.1:9435 or [::1]:9435")
    }
    let export = LiveExport(check: try LoadedCheck(loaded.selection, worker: worker), address: address)
    let keepsStatistics = enableStats
    let (result, _) = await Interruptible.result(isExpected: true) { _ throws(CheckError) in
      try await export.run(keepsStatistics: keepsStatistics)
    }
    try result.get()
  }
}
