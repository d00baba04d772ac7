import ArgumentParser
import Checks
import Exporter
import Reports

struct DashboardCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dashboard",
    abstract: "Writes pages that show the recorded runs: verdicts, budgets, costs over commits, findings.",
    discussion: """
      The pages need no server, no network and no script: they open from a file,
      from the artifacts of CI, and from GitHub or GitLab Pages. index.html has what
      moved in the week before the newest run; every program and every finding has a
      page of its own. The same runs give the same bytes. Pages of an earlier
      dashboard that are out of date are taken away; no other file is.

      --serve shows the same to a browser on this machine, made anew whenever the
      history changes; a page that is open loads itself again every ten seconds.

      --prometheus-rules, --grafana and --alertmanager print what shows and watches the
      metrics of assay export elsewhere: recording and alerting rules with the budgets
      of assay.yml (ns_per_run, verified_instructions, jited_bytes and map_memory hold
      for loaded programs, too), a dashboard to import, an Alertmanager file to begin
      with. They take no history.

      EXIT STATUS
        0  written
        2  wrong usage, or a history or an assay.yml that cannot be read
        3  what is written could not be, or nothing can listen there

      EXAMPLES
        assay dashboard --output public
        assay dashboard --output public --branch main --title "My probes"
        assay dashboard --output public \\
          --commit-url 'https://github.com/me/probes/commit/{commit}'
        assay dashboard --history ci.sqlite --output public
        assay dashboard --serve 127.0.0.1:8000
        assay dashboard --prometheus-rules -o /etc/prometheus/assay.rules.yml
        assay dashboard --grafana -o assay.dashboard.json
        assay dashboard --alertmanager -o alertmanager.yml
      """)

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The directory that pages are written to; the file for what is printed otherwise.", valueName: "path"))
  var output: String?

  @Option(help: ArgumentHelp("Serve the pages at this address of this machine instead.", valueName: "address:port"))
  var serve: String?

  @Flag(help: "Print rules for Prometheus.")
  var prometheusRules = false

  @Flag(help: "Print a dashboard for Grafana.")
  var grafana = false

  @Flag(help: "Print a configuration for Alertmanager to begin with.")
  var alertmanager = false

  @Option(
    help: ArgumentHelp(
      "The configuration file with budgets, for --prometheus-rules; assay.yml by default.", valueName: "file"))
  var config: String?

  @OptionGroup var place: HistoryPlace

  @Option(
    help: ArgumentHelp("What the pages are headed by; the working directory's name by default.", valueName: "text"))
  var title: String?

  @OptionGroup var branches: BranchOptions

  @Option(help: ArgumentHelp("Where commits are shown: an address with {commit} for the hash.", valueName: "url"))
  var commitURL: String?

  func validate() throws {
    let files = [prometheusRules, grafana, alertmanager].count { $0 }
    guard files <= 1, serve == nil || files == 0 else {
      throw ValidationError("--serve, --prometheus-rules, --grafana and --alertmanager exclude each other")
    }
    if config != nil, !prometheusRules {
      throw ValidationError("--config has budgets: it goes with --prometheus-rules")
    }
    guard files == 0 else {
      guard place.file == nil, title == nil, commitURL == nil, branches.isUsual else {
        throw ValidationError("--history, --title, --commit-url and branches are about pages")
      }
      return
    }
    guard (output == nil) != (serve == nil) else { throw ValidationError("say one of --output and --serve") }
    guard address?.isLoopback ?? true, (address == nil) == (serve == nil) else {
      throw ValidationError("--serve takes an address of this machine alone, as 127.0.0.1:8000 or [::1]:8000")
    }
    if let commitURL {
      guard commitURL.hasPrefix("https://") || commitURL.hasPrefix("http://"), commitURL.contains("{commit}") else {
        throw ValidationError("--commit-url takes an address of the web with {commit} in it")
      }
    }
  }

  private var address: ListenAddress? { serve.flatMap { ListenAddress($0) } }

  func run() async throws {
    if prometheusRules {
      return try write(PrometheusRules(budgets: try BudgetRules.budgets(configuration: config)).render())
    }
    if grafana { return try write(try GrafanaDashboard().render()) }
    if alertmanager { return try write(AlertmanagerExample.text) }
    var request = DashboardRequest(history: try place.path())
    request.title = title
    request.branch = branches.choice
    request.commitAddress = commitURL
    if let address {
      let server = DashboardServer(request: request, address: address)
      let (result, _) = await Interruptible.result(isExpected: true) { _ throws(CheckError) in try await server.run() }
      return try result.get()
    }
    guard let output else { return }
    let result = try DashboardCheck.write(request, to: output)
    let removed = result.removed > 0 ? ", \(NumberText.grouped(result.removed)) out of date removed" : ""
    let words = "\(NumberText.count(result.pages, "page")) of \(NumberText.count(result.runs, "run")) in "
    StandardOutput.write(words + TerminalText.escape(output) + removed + "\n")
  }

  private func write(_ text: String) throws { try ReportOutput.write(text, to: output) }
}
