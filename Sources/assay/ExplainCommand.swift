import ArgumentParser
import Checks
import Explanations
import Foundation
import Jobs
import Lints
import Reports

struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explains verifier logs in terms of the C, and prints the manual page of an id.",
    discussion: """
      A log may come from anywhere: libbpf, bpftool, cilium/ebpf, aya, a report
      of a bug; of any kernel from 5.4 to 7.3; several in one stream. The object
      or its C source makes the explanation better.

      EXIT STATUS
        0  no log holds a refusal; or a page was printed
        1  something was refused
        2  wrong usage, or nothing in an input is a log
        3  a log ends before its verdict

      EXAMPLES
        assay explain verifier.log
        bpftool -d prog load filter.bpf.o /sys/fs/bpf/x 2>&1 | assay explain
        assay explain --object filter.bpf.o --kernel-version 6.1 verifier.log
        assay explain bpftrace.assay-bundle     what assay capture kept
        assay explain --format html -o why.html verifier.log
        assay explain A1203
        assay explain --list
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case sarif
    case markdown
    case html
  }

  @Argument(help: ArgumentHelp("Logs (- is standard input), bundles, or ids of explanations.", valueName: "log or id"))
  var inputs: [String] = []

  @Flag(help: "List the ids and their titles.")
  var list = false

  @Flag(help: "Print every page; with --format markdown and --output DIRECTORY, write them there.")
  var all = false

  @Option(help: ArgumentHelp("The object that the log is of.", valueName: "file"))
  var object: String?

  @Option(help: ArgumentHelp("The C source that the log's program is compiled from.", valueName: "file"))
  var source: String?

  @Option(help: ArgumentHelp("The program of the object, when the log does not tell.", valueName: "name"))
  var program: String?

  @Option(help: ArgumentHelp("The kernel that wrote the log, such as 6.1: logs do not say.", valueName: "version"))
  var kernelVersion: String?

  @Flag(name: [.short, .long], help: "The verifier's own words, instruction numbers and registers, too.")
  var verbose = false

  @Option(help: "text, json, sarif, markdown or html (one page, without network).")
  var format: Format = .text

  @OptionGroup var output: ReportOutput

  @OptionGroup var build: BuildOptions

  func validate() throws {
    if object != nil, source != nil {
      throw ValidationError("--object and --source are one too many: give one of them")
    }
    if list || all {
      guard inputs.isEmpty else { throw ValidationError("--list and --all take no log and no id") }
      guard format == .text || (all && format == .markdown) else {
        throw ValidationError("pages are text or, with --all, markdown")
      }
    }
  }

  func run() async throws {
    if list { return try output.write(ManualText.list(output.traits) + "\n" + RuleList.render(output.traits)) }
    if all { return try writePages() }
    let ids = inputs.filter(isID)
    guard ids.isEmpty || ids.count == inputs.count else {
      throw CheckError.usage("\(ids[0]) is an id and the rest are logs: ask for one kind at a time")
    }
    if !ids.isEmpty { return try showPages(ids) }
    guard !inputs.isEmpty || isatty(STDIN_FILENO) == 0 else {
      throw CheckError.usage("no log: name a file, pipe one in, or give an id such as A1203 (--list has them all)")
    }
    let request = request
    let environment = ProcessInfo.processInfo.environment
    let (outcome, interrupted) = await Interruptible.result { progress throws(CheckError) in
      try await ExplainCheck.run(request, environment: environment, progress: progress)
    }
    let result = try outcome.get()
    try output.write(try render(result))
    throw ExitCode(interrupted ? Interruptible.status : result.status.rawValue)
  }

  private func render(_ result: ExplainResult) throws -> String {
    switch format {
    case .text: ExplainText(result.report, isVerbose: verbose).render(output.traits)
    case .json: try CanonicalJSON.document(result.report)
    case .sarif: try ExplainSARIF(result.report).render()
    case .markdown: ExplainMarkdown(result.report).render()
    case .html: try ExplainPage(result.report, traces: result.traces).render()
    }
  }

  // MARK: Pages

  /// Whether an argument is an id and no file: `A1203`, in any case.
  private func isID(_ argument: String) -> Bool {
    argument.utf8.count == 5 && argument.uppercased().hasPrefix("A") && argument.dropFirst().allSatisfy(\.isNumber)
      && !FileManager.default.fileExists(atPath: argument)
  }

  private func showPages(_ ids: [String]) throws {
    var parts: [String] = []
    for id in ids {
      if let rule = Linter.page(id) {
        parts.append(format == .markdown ? RuleManual.markdown(rule) : RuleManual.text(rule, output.traits))
        continue
      }
      guard let page = Explainer.page(id) else {
        throw CheckError.usage("there is no explanation \(id): assay explain --list has them all")
      }
      parts.append(format == .markdown ? ManualMarkdown.page(page) : ManualText.page(page, output.traits))
    }
    try output.write(parts.joined(separator: "\n"))
  }

  private func writePages() throws {
    guard format == .markdown else {
      let pages = Explainer.inOrder.map { ManualText.page($0.page, output.traits) }
      return try output.write(pages.joined(separator: "\n"))
    }
    guard let directory = output.output else {
      return try output.write(ManualMarkdown.files().map(\.text).joined(separator: "\n"))
    }
    try ManualFolder.write(to: directory)
  }

  private var request: ExplainRequest {
    var request = ExplainRequest()
    request.inputs = inputs.isEmpty ? ["-"] : inputs
    request.object = object ?? source
    request.program = program
    request.kernelVersion = kernelVersion
    request.keepsPaths = format == .html
    request.build = build.request
    return request
  }
}
