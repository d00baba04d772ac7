import Jobs
import TestSupport
import Testing

@testable import Reports

/// Metrics as Prometheus reads them.
@Suite struct MetricsTextTests {
  private static var programs: LoadedPrograms {
    func program(_ id: UInt32, _ name: String, _ type: String) -> LoadedProgram {
      var program = LoadedProgram(id: id, name: name, type: type, tag: "a04f5eef06a7f555")
      program.runs = 4_000_000
      program.nanoseconds = 284_800_000
      program.misses = 3
      program.verifiedInstructions = 1207
      program.jitedBytes = 412
      program.memoryBytes = 4096
      return program
    }
    var programs = LoadedPrograms(programs: [
      program(12, "xdp_firewall", "xdp"), program(15, "a\"b\\c\nd\u{1B}[2J{x=\"1\"}", "kprobe"),
    ])
    programs.programs[0].mapBytes = 8192
    programs.areStatisticsKept = true
    programs.isSettingOn = false
    programs.floor = LiveWindow.Floor(value: 46.2, least: 45.9, most: 80)
    return programs
  }

  @Test func `loaded programs in Prometheus' format`() {
    expectGolden(
      MetricsText(Self.programs.metrics).render(.prometheus).replacing(BuildIdentity.version, with: "VERSION"),
      at: "Tests/ReportsTests/Golden/loaded.prom")
  }

  @Test func `loaded programs in OpenMetrics`() {
    expectGolden(
      MetricsText(Self.programs.metrics).render(.openMetrics).replacing(BuildIdentity.version, with: "VERSION"),
      at: "Tests/ReportsTests/Golden/loaded.openmetrics")
  }

  @Test func `counters that stand still because nobody counts are left out`() {
    var programs = Self.programs
    programs.areStatisticsKept = false
    let names = Set(programs.metrics.samples.keys.map(\.name))
    #expect(!names.contains("assay_program_runs") && !names.contains("assay_program_run_seconds"))
    #expect(names.contains("assay_program_recursion_misses"))
  }

  @Test func `a label is one line whatever the name holds`() {
    for name in [
      "\u{0}", "\n", "\"", "\\", "}", "\u{1B}]0;x\u{7}", "\u{202E}", "é", "\u{FFFD}", "a,b=\"c\"} 1\nevil 2",
    ] {
      let line = MetricsText.series("m", [MetricLabel("l", name)])
      #expect(!line.contains("\n") && line.hasPrefix("m{l=\"") && line.hasSuffix("\"}"))
      // Quotes within the value are escaped: those that are not are the two around it.
      let quotes = line.replacing("\\\\", with: "").replacing("\\\"", with: "").count { $0 == "\"" }
      #expect(quotes == 2, "\(line)")
    }
  }

  @Test func `numbers are written as both formats read them`() {
    var set = MetricSet()
    for (index, value) in [0, -1, 1e15, 0.1, 4.7e-08, .infinity, -.infinity, .nan, 1e300].enumerated() {
      set.add(.loadedPrograms, [MetricLabel("n", "\(index)")], value)
    }
    let values = MetricsText(set).render(.prometheus).split(separator: "\n").dropFirst(2).map {
      $0.split(separator: " ")[1]
    }
    #expect(values == ["0", "-1", "1000000000000000", "0.1", "4.7e-08", "+Inf", "-Inf", "NaN", "1e+300"])
  }

  @Test func `a series that is there twice is found`() {
    var set = MetricSet()
    set.add(.accepted, [MetricLabel("program", "a"), MetricLabel("kernel", "")], 1)
    #expect(set.duplicates.isEmpty)
    set.add(.accepted, [MetricLabel("program", "a")], 0)
    #expect(set.duplicates == ["assay_verify_accepted{program=\"a\"}"])
  }

  @Test func `names keep to the convention`() {
    let metrics = Self.programs.metrics.samples.keys
    for metric in metrics {
      #expect(metric.name.wholeMatch(of: /assay_[a-z_]+[a-z]/) != nil && !metric.name.hasSuffix("_total"))
      #expect(metric.help.hasSuffix(".") || metric.help.hasSuffix(")."))
      if let unit = metric.unit { #expect(metric.name.hasSuffix("_\(unit.rawValue)")) }
    }
  }
}
