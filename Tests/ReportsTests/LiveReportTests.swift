import Findings
import Jobs
import TestSupport
import Testing

@testable import Reports

/// What `assay top` and `assay bench --id` print.
@Suite struct LiveReportTests {
  private static var window: LiveWindow {
    var window = LiveWindow(number: 0)
    window.nanoseconds = 2_000_000_000
    window.floor = LiveWindow.Floor(value: 46.2, least: 45.9, most: 80)
    window.keeper = .setting
    func program(_ id: UInt32, _ name: String, _ type: String, _ runs: Int, _ nanoseconds: Int) -> LiveProgram {
      var program = LiveProgram(id: id, name: name, type: type, tag: "a04f5eef06a7f555")
      program.runs = runs
      program.nanoseconds = nanoseconds
      program.misses = id == 12 ? 3 : 0
      return program
    }
    window.programs = [
      program(12, "on_sched_switch", "tracing", 240_000, 24_000_000),
      program(15, "xdp_firewall", "xdp", 4_000_000, 284_800_000),
      program(17, "", "cgroup_skb", 3, 120), program(19, "idle", "kprobe", 0, 0),
      program(23, "left\u{1B}[2J", "tc", 0, 0),
    ]
    window.programs[4].isGone = true
    window.counters = [.init(name: "cycles", floor: 812.4), .init(name: "cache-misses")]
    window.programs[0].uncounted = Reason(
      "the kernel lets no program of ours watch it: EINVAL", advice: "Programs that watch others cannot be watched.")
    window.programs[1].counts = [LiveCount(runs: 1000, sum: 901_200), LiveCount(runs: 1000, sum: 40)]
    window.programs[2].counts = [LiveCount(runs: 0, sum: 0), LiveCount(runs: 0, sum: 0)]
    window.missing = [.init(name: "99", reason: Reason("no program has the id 99"), isUnknown: true)]
    return window
  }

  @Test func `a window in a terminal`() {
    let text = LiveText(Self.window)
    expectGolden(
      text.render(TerminalTraits()) + text.legend(TerminalTraits()), at: "Tests/ReportsTests/Golden/live.txt")
  }

  @Test func `the costliest come first, and only those that are wanted`() {
    let lines = LiveText(Self.window, names: [Glob("*i*")], most: 2).render(TerminalTraits()).split(separator: "\n")
    // The heading, two programs with what was counted in them, and what is said of the setting.
    #expect(lines.count == 9)
    #expect(lines.dropFirst().first?.hasPrefix("xdp/xdp_firewall") ?? false)
  }

  @Test func `what a program costs is without the floor, and never below nothing`() {
    let window = Self.window
    let costs = window.programs.map { LiveCost($0, in: window) }
    #expect(costs[0].rate == 120_000 && costs[0].reported == 100)
    #expect(costs[0].net == 100 - 46.2)
    #expect(costs[2].net == 0 && costs[2].reported == 40)
    #expect(costs[3].reported == nil && costs[3].share == 0)
    #expect(costs[4].share == nil)
  }

  @Test func `what could not be looked at is told in a line each`() {
    var report = LiveReport(assay: "1.0", windows: [Self.window])
    report.problem = Reason("the kernel keeps no statistics", advice: "It takes CAP_SYS_ADMIN.")
    #expect(
      report.complaints
        == "error: no program has the id 99\nerror: the kernel keeps no statistics. It takes CAP_SYS_ADMIN.\n")
  }
}
