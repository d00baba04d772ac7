import ArgumentParser
import Foundation
import Jobs
import Measuring
import Reports

/// `ci/bench/bench-power` asks it; people have no use for it.
struct BenchPowerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-power",
    abstract: "Says how often the default gate is right, by loads out of reports of assay bench.",
    discussion: """
      Each report is JSON of one program, compared with --against over some hundred
      fresh loads. Trials draw their loads from them.

      EXIT STATUS
        0  false alarms are rare enough and a dearer program is found often enough
        1  they are not
        2  a report cannot be read
      """, shouldDisplay: false)

  @Option(help: ArgumentHelp("A report of a program against itself.", valueName: "report.json"))
  var equal: String

  @Option(help: ArgumentHelp("A report of a program against one that costs less.", valueName: "report.json"))
  var dearer: String

  @Option(help: ArgumentHelp("Times of long runs of equal programs, a process each.", valueName: "times.json"))
  var plainEqual: String?

  @Option(help: ArgumentHelp("Times of long runs of a program and a dearer one.", valueName: "times.json"))
  var plainDearer: String?

  @Option(
    help: ArgumentHelp("Loads to begin with (repeatable): those of assay bench by default.", valueName: "count"))
  var loads: [Int] = [BenchSchedule.native.loads]

  @Option(help: ArgumentHelp("Trials with equal programs.", valueName: "count"))
  var trials = 2000

  @Option(help: ArgumentHelp("Trials with a dearer program.", valueName: "count"))
  var dearerTrials = 500

  /// What a report of `assay bench` is read for.
  private struct Report: Decodable {
    struct Row: Decodable {
      var outcomes: [BenchOutcome]
    }
    var rows: [Row]
  }

  func run() throws {
    let (equal, dearer) = (try outcome(equal), try outcome(dearer))
    guard let clock = equal.clock else { throw ValidationError("\(self.equal): it has no readings") }
    let gate = ChangeGate(clock: clock)
    let gates = loads.map { count in
      let power = GatePower(gate, loads: count, burst: equal.burst)
      return PowerText.Way(
        "assay bench, \(count) loads", equal: power.tally(of: equal.loads, trials: trials),
        dearer: power.tally(of: dearer.loads, trials: dearerTrials))
    }
    var plain: [PowerText.Way] = []
    if let plainEqual, let plainDearer {
      let (equal, dearer) = (try read(PlainRuns.self, plainEqual), try read(PlainRuns.self, plainDearer))
      plain = [1, 2, 5].map { limit in
        PowerText.Way(
          "one long run, \(limit) %", equal: equal.tally(abovePercent: Double(limit), trials: trials),
          dearer: dearer.tally(abovePercent: Double(limit), trials: dearerTrials))
      }
    }
    StandardOutput.write(PowerText(gates + plain).render(TerminalTraits(columns: 100)))
    let holds = gates.allSatisfy {
      $0.equal.upperBound <= GatePower.wanted.falseAlarms && $0.dearer.lowerBound >= GatePower.wanted.found
    }
    if !holds { throw ExitCode(1) }
  }

  private func outcome(_ path: String) throws -> BenchOutcome {
    guard let outcome = try read(Report.self, path).rows.lazy.compactMap(\.outcomes.first).first else {
      throw ValidationError("\(path): no program of it was measured")
    }
    return outcome
  }

  private func read<Value: Decodable>(_ type: Value.Type, _ path: String) throws -> Value {
    do {
      return try CanonicalJSON.decode(type, from: Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw ValidationError("\(path): \(error)")
    }
  }
}
