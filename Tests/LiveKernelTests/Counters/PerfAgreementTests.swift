import Foundation
import Glibc
import Jobs
import TestSupport
import Testing

@testable import LiveKernel

/// Our counters beside those of `perf stat`, on the same thread at the same time. `ci/bench/pmu-check` prints them.
@Suite(.serialized) struct PerfAgreementTests {
  /// What one event came to.
  private struct Figure {
    var event: String
    var ours: Double
    var perf: PerfStat.Row?

    var difference: Double? { perf?.count.flatMap { $0 == 0 ? nil : ours / $0 - 1 } }

    var line: String {
      let theirs = perf?.count.map { String(format: "%.0f", $0) } ?? "nothing"
      let difference = difference.map { String(format: "%+.3f %%", $0 * 100) } ?? ""
      return "\(event.padding(toLength: 28, withPad: " ", startingAt: 0)) assay \(String(format: "%14.0f", ours))   "
        + "perf \(theirs)   \(difference)"
    }
  }

  @Test(.requires("perf", "host:perfmon")) func `our counts are those of perf stat`() async throws {
    let wished = ["task-clock", "context-switches", "msr/tsc/", "cycles", "instructions"]
    let measured = try Self.measure(wished)
    let rows = try await measured.perf.rows()
    var figures: [Figure] = []
    for (event, ours) in measured.counts {
      figures.append(Figure(event: event, ours: ours, perf: rows.first { $0.event == event }))
    }
    Self.say(measured.refusals + ["\(measured.cost) ns a read of a group of \(measured.size)"] + figures.map(\.line))
    #expect(figures.map(\.event).starts(with: ["task-clock", "context-switches"]))
    for figure in figures {
      let difference = try #require(figure.difference, "perf counted no \(figure.event)")
      #expect(abs(difference) < 0.02, "\(figure.line)")
    }
    // What we have no counter for perf has none for either.
    for event in wished where !measured.counts.contains(where: { $0.0 == event }) {
      #expect(rows.first { $0.event == event }?.count == nil, "\(event)")
    }
  }

  private struct Measured {
    var counts: [(String, Double)] = []
    var refusals: [String] = []
    var cost = 0
    var size = 0
    let perf: PerfStat
  }

  /// Counts the same work twice. All of it is of one thread, so nothing in it may wait for another task of Swift's.
  private static func measure(_ wished: [String]) throws -> Measured {
    let pin = try PinnedThread()
    let names = EventNames(cpu: pin.cpu)
    var events: [CounterEvent] = []
    var refusals: [String] = []
    for name in wished where name != "context-switches" {
      do throws(CounterRefusal) {
        let event = try names.event(name)
        _ = try ClockLadder(layer: PerfLayer(), cpu: pin.cpu).climb(to: .taskClock, counters: [event])
        events.append(event)
      } catch {
        refusals.append("no PMU here: \(error.event): \(error.words)")
      }
    }
    // The clock of a measurement leads its group; the task's clock is beside it here.
    var chosen = try ClockLadder(layer: PerfLayer(), cpu: pin.cpu).climb(counters: events)
    refusals += chosen.refusals.map { "\($0.rung.rawValue): \($0.refusal.event): \($0.refusal.words)" }
    refusals.append(
      "clock: \(chosen.clock.rung.rawValue), steps of \(chosen.clock.step)"
        + (chosen.clock.frequency.map { ", \($0 / 1e6) MHz" } ?? ""))
    let counters = chosen.group.counters
    let link = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/thread-self")
    let thread = try #require(link.split(separator: "/").last.flatMap { Int($0) })
    let perf = try PerfStat(events: wished, thread: thread)
    try perf.enable()
    let first = try chosen.group.demand()
    work()
    let last = try chosen.group.demand()
    try perf.disable()
    let burst = last.since(first)
    #expect(burst.isWhole)
    var counts = [("context-switches", Double(burst.switches))]
    for name in wished {
      guard let index = counters.firstIndex(where: { $0.name == name || $0.name.hasSuffix("/\(name)") }) else {
        continue
      }
      counts.append((name, burst.counts[index]))
    }
    if let clock = counts.firstIndex(where: { $0.0 == "task-clock" }) { counts.swapAt(0, clock) }
    return Measured(
      counts: counts, refusals: refusals, cost: try cost(of: &chosen.group), size: 3 + counters.count, perf: perf)
  }

  /// Half a millisecond of calls, and a sleep, 600 times.
  private static func work() {
    for _ in 0..<600 {
      for _ in 0..<1500 { _ = getppid() }
      usleep(50)
    }
  }

  /// Nanoseconds of a read, the median of many.
  private static func cost(of group: inout CounterGroup) throws -> Int {
    var costs: [UInt64] = []
    for _ in 0..<2000 {
      let start = TimeSource.host.nanoseconds()
      _ = try group.demand()
      costs.append(TimeSource.host.nanoseconds() - start)
    }
    return Int(costs.sorted()[1000])
  }

  private static func say(_ lines: [String]) {
    guard ProcessInfo.processInfo.environment["ASSAY_FIGURES"] != nil else { return }
    for line in lines { print(line) }
  }
}
