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

      EXIT STATUS
        0  written
        2  wrong usage, or a history that cannot be read
        3  the pages could not be written, or nothing can listen there

      EXAMPLES
        assay dashboard --output public
        assay dashboard --output public --branch main --title "My probes"
        assay dashboard --output public \\
          --commit-url 'https://github.com/me/probes/commit/{commit}'
        assay dashboard --history ci.sqlite --output public
        assay dashboard --serve 127.0.0.1:8000
      """)

  @Option(
    name: [.short, .long], help: ArgumentHelp("The directory that pages are written to.", valueName: "directory"))
  var output: String?

  @Option(help: ArgumentHelp("Serve the pages at this address of this machine instead.", valueName: "address:port"))
  var serve: String?

  @OptionGroup var place: HistoryPlace

  @Option(
    help: ArgumentHelp("What the pages are headed by; the working directory's name by default.", valueName: "text"))
  var title: String?

  @OptionGroup var branches: BranchOptions

  @Option(help: ArgumentHelp("Where commits are shown: an address with {commit} for the hash.", valueName: "url"))
  var commitURL: String?

  func validate() throws {
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
    var request = DashboardRequest(history: place.path)
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
}
