import ArgumentParser
import Checks
import Foundation
import Reports

struct GateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate",
    abstract: "One check before a merge: does it load, do what its tests say, cost what it may?",
    discussion: """
      Does all that assay.yml asks for: loads every program on every kernel, runs the
      test files, looks for what rules find, counts instructions, and holds figures
      against budgets and the baseline. Parts run side by side; what has not changed
      since the last run is answered out of the cache. Without assay.yml it takes the
      programs of the folder on this kernel (assay init writes a first file).

      The first line says what it comes to and why. Findings of lint block from the
      level that lint: in assay.yml names, which is warning unless it names another.
      Parts that warns: names only warn. With coverage: true there, or --coverage, the
      table has the share of branch ways that the cases take. A figure counts against
      the baseline (assay.baseline) where all that figures depend on is as it was:
      compiler, kernel image, QEMU. Where it is not, --against REF compares with a
      commit, whose objects are loaded and counted beside those of today; without it
      nothing is decided.

      On GitHub problems are annotations and the step gets a summary; there, on
      GitLab and on Jenkins the files that they take are written to --report-dir.
      With history: in assay.yml, or --record, the run is recorded with its commit, for
      assay history and assay dashboard.

      EXIT STATUS
        0  all that blocks holds
        1  something does not
        2  something is wrong with assay.yml, the baseline or an input
        3  something could not be decided: what would settle it is said
        130 when interrupted; what was found by then is reported

      EXAMPLES
        assay gate
        assay gate corpus/tour
        assay gate --changed-since origin/main
        assay gate --against HEAD~1 --format markdown -o comment.md
        assay gate --shard 2/5 --format json -o shard-2.json
        assay merge shard-*.json
        assay gate --report junit=results.xml --report sarif=assay.sarif
        assay gate --coverage --record && assay dashboard --output public
      """)

  @Option(
    help: ArgumentHelp(
      "Compare with a commit: its objects are built, loaded and counted beside these.", valueName: "ref"))
  var against: String?

  @Option(
    help: ArgumentHelp(
      "As --against, and leave out inputs of which the object is the same there.", valueName: "ref"))
  var changedSince: String?

  @Option(
    help: ArgumentHelp("Look at this share of the inputs only; assay merge puts reports together.", valueName: "i/n"))
  var shard: String?

  @OptionGroup var options: GateOptions

  @OptionGroup var recording: RecordOptions

  @OptionGroup var output: GateOutput

  func validate() throws {
    _ = try output.files()
    if against != nil, changedSince != nil {
      throw ValidationError("--against and --changed-since both name the commit to compare with: give one of them")
    }
    if let shard, GateShard(shard) == nil {
      throw ValidationError("--shard \(shard): write 2/5 for the second of five")
    }
    if shard != nil, recording.isAskedFor {
      throw ValidationError("a shard is a part of a run: assay merge records what all of them come to")
    }
  }

  func run() async throws {
    var request = options.request
    request.base = changedSince ?? against
    request.changedOnly = changedSince != nil
    request.shard = shard.flatMap(GateShard.init)
    let asked = request
    let (outcome, interrupted) = await Interruptible.result { progress throws(CheckError) in
      let check = try await GateCheck(
        asked, environment: ProcessInfo.processInfo.environment, progress: progress)
      return (result: try await check.run(progress: progress), settings: check.settings)
    }
    if interrupted, case .failure = outcome { throw ExitCode(Interruptible.status) }
    let (result, settings) = try outcome.get()
    try output.deliver(result.report, settings)
    guard !interrupted else { throw ExitCode(Interruptible.status) }
    let isRecorded = shard == nil && result.status != .usage
    let recorded = isRecorded ? await recording.deliver(.gate(result.report), settings) : .holds
    throw ExitCode(CheckStatus.combined([result.status, recorded]).rawValue)
  }
}
