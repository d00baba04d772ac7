import ArgumentParser
import Checks
import Reports

/// What is looked at, and how: the options of every command that runs a gate.
struct GateOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The project's directory, or inputs of it.", valueName: "path"))
  var paths: [String] = []

  @Option(
    help: ArgumentHelp(
      "A kernel to load and test on instead of those of assay.yml (repeatable).", valueName: "kernel"))
  var kernel: [String] = []

  @Flag(inversion: .prefixedNo, help: "Count instructions in a virtual machine.")
  var exact: Bool?

  @Flag(inversion: .prefixedNo, help: "Take time on this machine.")
  var native: Bool?

  @Flag(inversion: .prefixedNo, help: "Measure which branches and lines the cases run.")
  var coverage: Bool?

  @Option(help: ArgumentHelp("The baseline's file; assay.baseline beside assay.yml by default.", valueName: "file"))
  var baseline: String?

  @Flag(name: .customLong("no-build"), help: "Do not run the commands of build: in assay.yml.")
  var noBuild = false

  @Flag(name: .customLong("no-cache"), help: "Ask kernels anew, also where nothing has changed since the last run.")
  var noCache = false

  @Flag(help: "Let programs be attached to the host that act on tasks other than the measuring one.")
  var allowHostEffects = false

  @OptionGroup var build: BuildOptions

  /// The options as what is asked of `Checks`.
  var request: GateRequest {
    var request = GateRequest()
    request.arguments = paths
    request.build = build.request
    request.build.kernels = kernel
    request.isExact = exact
    request.isNative = native
    request.measuresCoverage = coverage
    request.baseline = baseline
    request.runsCommands = !noBuild
    request.remembers = !noCache
    request.allowsHostEffects = allowHostEffects
    return request
  }
}
