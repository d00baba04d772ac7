import ArgumentParser
import Checks
import Foundation
import Jobs
import Reports

struct TestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Runs programs on packets, contexts and maps, and compares what comes out.",
    discussion: """
      A test file, NAME.test.yml beside NAME.bpf.c or NAME.bpf.o, says what goes
      in and what must come out; the kernel runs the programs (BPF_PROG_TEST_RUN),
      each case on maps of its own. docs/tests.md describes the form:

        cases:
          - name: drops a blocked source
            packet: {eth: {}, ipv4: {src: 10.0.0.9}, tcp: {dport: 443, flags: syn}}
            maps: {before: {blocked: {10.0.0.9: 1}}}
            expect: {return: XDP_DROP, maps: {drops: {0: 1}}}

      Without paths, test files are looked for below the working directory. An
      object or a C file that is named is tested by the file beside it, and by what
      it declares itself: the kernel's test tags (__success, __failure, __msg,
      __retval), and PKTGEN, SETUP and CHECK programs as Cilium writes them.

      assay init writes a first test file for an object. --record makes one of a
      capture: a case for each packet, with what a program made of it. --explore
      changes the packets, contexts and map entries of a program's cases, some
      hundred thousand times a second, and makes cases of those that take branches
      or return what no case does: the smallest that do, each run again on fresh
      maps three times. It ends when nothing new comes, or when its time is over.

      --against runs each case a second time, on another version of the object: an
      object or C file, a directory of them, or the same sources as they were in a
      commit. --against-clang takes another compiler, --against-kernel another kernel
      for that; the three go together. What comes out of both is compared, whatever
      is expected: returns, packets by field, maps, variables, records, calls. A case
      differs where it does so twice and neither side differs from itself; the blocks
      where the two part are named by their lines of C.

      EXIT STATUS
        0  every case passed, or was skipped for the reason shown
        1  one failed, or differs from what it is compared with, or --update wrote a
           snapshot; --explore: a return that no case expects, or bytes that leave the
           kernel and were never written
        2  wrong usage, or something is wrong with a test file
        3  the environment kept one from being run
        130 when interrupted; what was found by then is reported

      EXAMPLES
        assay test
        assay test net/firewall.test.yml
        assay test --filter 'drops *' --verbose
        assay test --kernel host --kernel debian:6.1 corpus/tour
        assay test --format junit -o results.xml
        assay test --update net/
        assay test --fail-each corpus/tour
        assay test --against main
        assay test --against build/firewall-1.4.bpf.o net/firewall.test.yml
        assay test --against-clang clang-15 net/
        assay test --kernel debian:6.12 --against-kernel debian:6.1 net/
        assay test --list
        assay test --filter 'drops *' --packets drops.pcapng
        assay test build/sched.test.bpf.o
        assay test --coverage --fail-under 90 net/
        assay test --coverage-file coverage.info --coverage-file coverage.html
        assay test --covering xdp_filter.bpf.c:41
        assay test --record traffic.pcap --program xdp_filter filter.bpf.c
        assay test --record live --seconds 2 sched_count.bpf.c
        assay test --explore xdp_filter xdp_filter.test.yml
        assay test --explore xdp_filter --explore-time 2m -o more.test.yml net/
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case junit
    case tap
    case github
    case gcc
  }

  @Argument(help: ArgumentHelp("Test files, directories, objects, C files, bpftrace scripts.", valueName: "path"))
  var paths: [String] = []

  @Option(
    help: ArgumentHelp(
      "A kernel to run on (repeatable): host, debian:6.1, an image's path, an added one's name.", valueName: "kernel"))
  var kernel: [String] = []

  @Option(help: ArgumentHelp("Only cases whose name fits this pattern (repeatable).", valueName: "glob"))
  var filter: [String] = []

  @Flag(help: "List the cases, and run none.")
  var list = false

  @Flag(help: "Report no case behind the first that failed.")
  var failFast = false

  @Flag(
    help:
      "Run each case that passes once more for each call in it that can fail, which fails then: what is expected, or on_failure, must hold."
  )
  var failEach = false

  @Option(
    help: ArgumentHelp(
      "Run the cases on another version of the object too, and compare: an object or C file, a directory, a commit.",
      valueName: "base"))
  var against: String?

  @Option(help: ArgumentHelp("The compiler of the version that is compared with.", valueName: "clang"))
  var againstClang: String?

  @Option(help: ArgumentHelp("The kernel that runs the version that is compared with.", valueName: "kernel"))
  var againstKernel: String?

  @Flag(help: "Write snapshots anew from what comes out.")
  var update = false

  @Option(
    help: ArgumentHelp(
      "Write a test file for the one object that is named, beside it or where --output says: of a capture's packets, or of what comes by at the tracepoint of a raw tracepoint's program (live).",
      valueName: "pcap|live"))
  var record: String?

  @Option(
    help: ArgumentHelp(
      "Search for inputs that make this program do what none of its cases does, and write each as a case to NAME.explored.test.yml, or where --output says (- for standard output).",
      valueName: "program"))
  var explore: String?

  @Option(
    help: ArgumentHelp("How long --explore searches; 30s by default.", valueName: "time"))
  var exploreTime: TimeSpan?

  @Option(
    help: ArgumentHelp(
      "Inputs in a row that do nothing new, after which --explore ends; 2000000 by default.", valueName: "inputs"))
  var explorePlateau: Int?

  @Option(help: ArgumentHelp("The most inputs that --explore runs.", valueName: "inputs"))
  var exploreInputs: Int?

  @Option(
    help: ArgumentHelp(
      "Write what went in and what came out to this capture: pcapng, with the cases' names, or pcap where its name ends so.",
      valueName: "file"))
  var packets: String?

  @Option(help: ArgumentHelp("Seconds that --record live watches.", valueName: "seconds"))
  var seconds: Double?

  @Option(help: ArgumentHelp("The program that --record gives packets or events to.", valueName: "name"))
  var program: String?

  @Flag(help: "Run again whatever changes, until Ctrl-C.")
  var watch = false

  @Flag(name: [.short, .long], help: "List every case, not only those that failed.")
  var verbose = false

  @Flag(help: "Say which blocks and branches of the programs the cases run, and which branches none takes.")
  var coverage = false

  @Flag(help: "Show the source with how many cases ran each line.")
  var coverageSource = false

  @Option(
    help: ArgumentHelp(
      "Write what the cases ran to this file (repeatable): lcov where its name ends in .info, a page in .html, else JSON (docs/coverage-report.schema.json).",
      valueName: "file"))
  var coverageFile: [String] = []

  @Option(help: ArgumentHelp("Name the cases that run a line.", valueName: "file:line"))
  var covering: String?

  @Option(
    help: ArgumentHelp(
      "Fail when the cases take less of the ways of branches that can be taken.", valueName: "percent"))
  var failUnder: Double?

  @Flag(help: "Let the host run programs that nothing could stop: what cannot be shown to end soon.")
  var allowUnbounded = false

  @Flag(help: "Let programs be attached to the host that act on tasks other than the test's.")
  var allowHostEffects = false

  @Option(
    help: ArgumentHelp(
      "The number that packets with {random: any} and the inputs of --explore are made from.", valueName: "number"))
  var seed: UInt64 = 0

  @Option(
    help: ArgumentHelp("Seconds that one case may take; 60 by default, 600 in a virtual machine.", valueName: "seconds")
  )
  var timeLimit: Double?

  @Option(help: ArgumentHelp("Workers at once; as many as there are cores by default.", valueName: "count"))
  var jobs: Int?

  @Option(help: "text, json, junit, tap, github or gcc.")
  var format: Format = .text

  @OptionGroup var output: ReportOutput

  @OptionGroup var make: MakeOptions

  @OptionGroup var build: BuildOptions

  /// Seconds in a day.
  private static let longestTimeLimit = 86_400.0

  func validate() throws {
    guard timeLimit ?? 1 > 0, jobs ?? 1 > 0 else {
      throw ValidationError("--time-limit and --jobs take numbers above 0")
    }
    guard timeLimit ?? 1 <= Self.longestTimeLimit else {
      throw ValidationError("--time-limit takes at most \(Int(Self.longestTimeLimit)) seconds, which are a day")
    }
    if seconds != nil, record != "live" { throw ValidationError("--seconds goes with --record live") }
    guard (0.001...60).contains(seconds ?? 1) else { throw ValidationError("--seconds takes at most 60") }
    if program != nil, record == nil { throw ValidationError("--program goes with --record") }
    if record != nil {
      guard paths.count == 1, kernel.count <= 1 else {
        throw ValidationError("--record takes one object or C file, and one kernel")
      }
      if watch || update || list || failFast || !filter.isEmpty || format != .text {
        throw ValidationError("--record goes with none of --watch, --update, --list, --fail-fast, --filter, --format")
      }
    }
    if watch, update || list || output.output != nil || make.makesObjects {
      throw ValidationError("--watch takes neither --update, --list, --output nor --build")
    }
    try validateExploring()
    guard (0...100).contains(failUnder ?? 0) else { throw ValidationError("--fail-under takes percent, from 0 to 100") }
    if covering != nil, coveredPlace == nil {
      throw ValidationError("--covering takes a file and a line, such as xdp_filter.bpf.c:41")
    }
    if compares, watch || list || update || record != nil {
      throw ValidationError("--against goes with none of --watch, --list, --update, --record")
    }
    if measuresCoverage, watch || list || record != nil {
      throw ValidationError("coverage goes with none of --watch, --list, --record")
    }
    if packets != nil, watch || list || record != nil {
      throw ValidationError("--packets goes with none of --watch, --list, --record")
    }
  }

  func run() async throws {
    if watch { return try await watchFiles() }
    try await make.run(for: paths, build)
    if let record { return try await writeRecording(of: record) }
    if let explore { return try await runExploring(explore) }
    if list { return try writeList() }
    let check = try await TestCheck(request, environment: ProcessInfo.processInfo.environment)
    let (result, interrupted) = await Interruptible.run { progress in await check.run(progress: progress) }
    for problem in result.problems { StandardError.write("error: \(problem)\n") }
    for path in result.writtenSnapshots { StandardError.write("wrote \(TerminalText.escape(path))\n") }
    if let packets, let count = result.writtenPackets {
      StandardError.write("wrote \(TerminalText.escape(packets)): \(NumberText.count(count, "packet"))\n")
    }
    try output.write(try render(result.report))
    if let report = result.coverage { try writeCoverage(report, result) }
    throw ExitCode(interrupted ? Interruptible.status : result.status.rawValue)
  }

  private var compares: Bool { against != nil || againstClang != nil || againstKernel != nil }

  var measuresCoverage: Bool {
    coverage || coverageSource || !coverageFile.isEmpty || covering != nil || failUnder != nil
  }

  /// The file and the line of `--covering`.
  private var coveredPlace: (file: String, line: Int)? {
    guard let parts = covering?.split(separator: ":"), parts.count >= 2, let line = Int(parts[parts.count - 1]),
      line > 0
    else { return nil }
    return (parts.dropLast().joined(separator: ":"), line)
  }

  /// Beside a report in another form than text, what is for people goes to standard error.
  private func writeCoverage(_ report: CoverageReport, _ result: TestResult) throws {
    let text = CoverageText(report)
    let isApart = format != .text || output.output != nil
    let traits = isApart ? TerminalTraits() : ReportOutput.standard
    var parts: [String] = []
    if let place = coveredPlace { parts.append(text.covering(file: place.file, line: place.line, traits)) }
    if coverageSource { parts.append(text.source(traits)) }
    if coverage || (parts.isEmpty && failUnder != nil) { parts.append(text.summary(traits)) }
    if let failUnder, let percent = result.coveredPercent, percent < failUnder {
      parts.append(
        "coverage of \(NumberText.decimal(percent, places: 1)) % is under the \(NumberText.decimal(failUnder, places: 1)) % of --fail-under\n"
      )
    }
    let shown = parts.joined(separator: "\n")
    if isApart { StandardError.write(shown) } else { StandardOutput.write(shown.isEmpty ? "" : "\n" + shown) }
    for path in coverageFile { try write(report, to: path) }
  }

  private func write(_ report: CoverageReport, to path: String) throws {
    let text =
      if path.hasSuffix(".info") {
        CoverageLCOV(report).render()
      } else if path.hasSuffix(".html") {
        CoverageHTML(report).render()
      } else {
        try CanonicalJSON.document(report)
      }
    try ReportOutput.write(text, to: path)
    StandardError.write("wrote \(TerminalText.escape(path))\n")
  }

  private func writeList() throws {
    let listing = try TestListing(request)
    for problem in listing.problems { StandardError.write("error: \(problem)\n") }
    try output.write(listing.lines.map { TerminalText.escape($0) + "\n" }.joined())
    throw ExitCode(listing.status.rawValue)
  }

  /// Until Ctrl-C, which is how it is meant to end.
  private func watchFiles() async throws {
    let watch = TestWatch(request, environment: ProcessInfo.processInfo.environment)
    let screen = WatchScreen()
    let (outcome, _) = await Interruptible.result(isExpected: true) { _ throws(CheckError) in
      try await watch.run { result in
        let problems = result.problems.map { "error: \($0)\n" }.joined()
        screen.show(problems + ((try? render(result.report)) ?? ""))
      }
    }
    try outcome.get()
  }

  private func writeRecording(of capture: String) async throws {
    var recording = RecordRequest(capture: capture, object: paths[0])
    recording.program = program
    recording.seconds = seconds ?? recording.seconds
    recording.output = output.output
    recording.test = request
    recording.test.arguments = []
    let asked = recording
    let (outcome, interrupted) = await Interruptible.result { progress throws(CheckError) in
      try await RecordCheck.draft(asked, environment: ProcessInfo.processInfo.environment, progress: progress)
    }
    if interrupted { throw ExitCode(Interruptible.status) }
    let (file, notes) = try outcome.get()
    for note in notes { StandardError.write("note: \(TerminalText.escape(note))\n") }
    if output.output == "-" { return StandardOutput.write(file.text) }
    try RecordCheck.write(file)
    StandardOutput.write(TerminalText.escape("wrote \(file.path): \(file.contents)") + "\n")
  }

  private func render(_ report: TestReport) throws -> String {
    switch format {
    case .text: TestText(report, isVerbose: verbose).render(output.traits)
    case .json: try CanonicalJSON.document(report)
    case .junit: TestJUnit(report).render()
    case .tap: TestLines(report).tap()
    case .github: TestLines(report).github()
    case .gcc: TestLines(report).gcc()
    }
  }

  var request: TestRequest {
    var request = TestRequest()
    request.arguments = paths
    request.filters = filter
    request.build = build.request
    request.build.kernels = kernel
    request.parallelism = jobs
    request.timeLimit = timeLimit
    request.failsFast = failFast
    request.failsEach = failEach
    request.base.version = against
    request.base.compiler = againstClang
    request.base.kernel = againstKernel
    request.seed = seed
    request.updatesSnapshots = update
    request.packetFile = packets
    request.allowsUnbounded = allowUnbounded
    request.allowsHostEffects = allowHostEffects
    request.measuresCoverage = measuresCoverage
    request.leastCoverage = failUnder
    return request
  }
}
