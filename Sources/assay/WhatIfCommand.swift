import ArgumentParser
import Checks
import Foundation
import Jobs
import Reports

struct WhatIfCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "what-if",
    abstract: "Counts what a program would cost at other hooks.",
    discussion: """
      The same instructions are loaded for each hook and counted in a virtual
      machine: what a kprobe would save as fentry, or a tracepoint as a raw one.
      What the program reads of its context is taken from where the other hook has
      it; where it has not, the row says why. Hooks are kprobe, kretprobe, fentry,
      fexit, fmod_ret, tracepoint, raw_tp and tp_btf, at the place of the program's
      own, or at the one that is named: tracepoint/sched/sched_switch.

      EXIT STATUS
        0  the program was counted, at each hook where it can be
        1  the kernel refuses the program at a hook
        2  wrong usage, or something is wrong with the input
        3  the environment kept something from being counted
        130 when interrupted; what was counted by then is reported

      EXAMPLES
        assay what-if probe.bpf.c on_connect
        assay what-if probe.bpf.c on_connect --hook kprobe,fentry
        assay what-if probe.bpf.o on_switch --hook tracepoint/sched/sched_switch
        assay what-if probe.bpf.o on_open --kernel debian:6.1 --format json
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
  }

  @Argument(help: ArgumentHelp("An object or a C file.", valueName: "path"))
  var path: String

  @Argument(help: ArgumentHelp("A program of it, by its function's name.", valueName: "program"))
  var program: String?

  @Option(
    help: ArgumentHelp(
      "Hooks, parted by commas (repeatable): those of the program's moment by default.", valueName: "hooks"))
  var hook: [String] = []

  @Option(help: ArgumentHelp("A kernel to count on (repeatable): debian:6.12 by default.", valueName: "kernel"))
  var kernel: [String] = []

  @Option(
    help: ArgumentHelp(
      "What makes the program run: \(BenchDriver.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "driver"))
  var driver: String?

  @Option(help: ArgumentHelp("Seconds that one hook may take.", valueName: "seconds"))
  var timeLimit: Double?

  @Option(help: "text or json.")
  var format: Format = .text

  @OptionGroup var output: ReportOutput

  @OptionGroup var build: BuildOptions

  func validate() throws {
    guard timeLimit ?? 1 > 0 else { throw ValidationError("--time-limit takes a number above 0") }
  }

  func run() async throws {
    let check = try await WhatIfCheck(request, environment: ProcessInfo.processInfo.environment)
    let (result, interrupted) = await Interruptible.run { progress in await check.run(progress: progress) }
    for problem in result.problems { StandardError.write("error: \(problem)\n") }
    if result.problems.isEmpty {
      switch format {
      case .text: try output.write(WhatIfText(result.report).render(output.traits))
      case .json:
        try output.write(CanonicalJSON.document(result.report))
      }
    }
    throw ExitCode(interrupted ? Interruptible.status : result.status.rawValue)
  }

  private var request: WhatIfRequest {
    var request = WhatIfRequest(path: path)
    request.program = program
    request.hooks = hook.flatMap { $0.split(separator: ",").map(String.init) }
    request.build = build.request
    request.build.kernels = kernel
    request.driver = driver
    request.timeLimit = timeLimit
    return request
  }
}
