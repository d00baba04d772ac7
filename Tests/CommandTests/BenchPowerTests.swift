import Foundation
import Jobs
import Reports
import TestSupport
import Testing

/// `assay bench-power` as `ci/bench/bench-power` runs it.
@Suite struct BenchPowerTests {
  private let place: TemporaryDirectory

  init() throws {
    place = try TemporaryDirectory()
  }

  /// A report of 60 fresh loads, whose arms stray a little from what they cost.
  private func report(_ name: String, change: Double) throws -> String {
    var generator = SeededGenerator(seed: 4)
    let levels: [(BenchArm, Double)] = [(.twin, 28), (.control, 28), (.base, 52), (.head, 52 + change)]
    var outcome = BenchOutcome(subject: 0)
    outcome.clock = BenchClock(.taskClock, frequency: 1e9)
    outcome.burst = 1000
    outcome.loads = (0..<60).map { _ in
      BenchLoad(
        arms: levels.map { arm, level in
          let level = level + Double.random(in: -0.2...0.2, using: &generator)
          let readings = (0..<10).map { _ in level + Double.random(in: -0.5...0.5, using: &generator) }
          return BenchLoad.Arm(arm, readings: readings)
        })
    }
    var row = BenchRow(input: "power.bpf.o", program: ProgramIdentity(name: "power", section: "tc"))
    row.outcomes = [outcome]
    return try place.write(CanonicalJSON.encode(BenchReport(assay: "0", rows: [row])), to: name).path
  }

  private func power(_ arguments: [String]) async throws -> RunningCommand.Result {
    try await RunningCommand.run(
      Repository.product("assay"),
      ["bench-power", "--loads", "3", "--trials", "200", "--dearer-trials", "120"] + arguments,
      environment: ["NO_COLOR": "1"])
  }

  @Test func `a gate that is right passes, and the usual way stands beside it`() async throws {
    let (equal, dearer) = (try report("equal", change: 0), try report("dearer", change: 2))
    let times = try place.write(#"{"base": [50, 52, 55], "head": [50, 52, 55]}"#.utf8, to: "times").path
    let result = try await power([
      "--equal", equal, "--dearer", dearer, "--plain-equal", times, "--plain-dearer", times,
    ])
    #expect(result.ending == .status(0), "\(result.errorText)")
    let lines = result.outputText.split(separator: "\n")
    #expect(lines.count == 5)
    #expect(lines[1].hasPrefix("assay bench, 3 loads  ") && lines[1].contains("120 of 120"))
    #expect(lines[4].hasPrefix("one long run, 5 %  "))
  }

  @Test func `a gate that finds nothing fails`() async throws {
    let equal = try report("equal", change: 0)
    #expect(try await power(["--equal", equal, "--dearer", equal]).ending == .status(1))
  }

  @Test func `what is no report is refused`() async throws {
    let nothing = try place.write("{}".utf8, to: "nothing").path
    #expect(try await power(["--equal", nothing, "--dearer", nothing]).ending == .status(2))
    let empty = try place.write(CanonicalJSON.encode(BenchReport(assay: "0", rows: [])), to: "empty").path
    let result = try await power(["--equal", empty, "--dearer", empty])
    #expect(result.ending == .status(2) && result.errorText.contains("no program of it was measured"))
  }
}
