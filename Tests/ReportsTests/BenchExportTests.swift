import Foundation
import Measuring
import Reports
import TestSupport
import Testing

@Suite struct BenchExportTests {
  private static func estimate(_ value: Double, within half: Double) -> Estimate {
    Estimate(value: value, low: value - half, high: value + half, least: value - half / 2, most: value + half / 2)
  }

  private static let measured: [BenchFigure] = [
    BenchFigure(
      object: "tour.bpf.o", program: "count", driver: "getppid", part: .hook, unit: .nanoseconds,
      estimate: estimate(71.25, within: 0.25), loads: [71.25, 71.125, 71.375], runs: 492_000),
    BenchFigure(
      object: "tour.bpf.o", program: "count", driver: "getppid", part: .body, unit: .nanoseconds,
      estimate: estimate(51.5, within: 0.5), loads: [51.5, 51.25, 51.75], runs: 492_000),
    BenchFigure(
      object: "tour.bpf.o", program: "count", driver: "getppid", part: .total, unit: .nanoseconds,
      estimate: estimate(122.75, within: 0.5), loads: [122.75, 122.375, 123.125], runs: 492_000),
    BenchFigure(
      object: "net/firewall.bpf.o", program: "xdp_firewall", testCase: "drops tcp/80 of mtu-1500", part: .body,
      unit: .cycles, estimate: estimate(88, within: 2), loads: [87, 88, 89], runs: 50_000),
  ]

  private static let counted: [BenchFigure] = [
    BenchFigure(
      object: "tour.bpf.o", program: "count", driver: "getppid", kernel: "debian:6.12", part: .body,
      unit: .instructions,
      estimate: Estimate(exactly: 153), loads: [], runs: 200),
    BenchFigure(
      object: "tour.bpf.o", program: "count", driver: "getppid", kernel: "debian:6.12", part: .total,
      unit: .instructions, estimate: Estimate(exactly: 289), loads: [], runs: 200),
  ]

  @Test func `figures are what benchstat reads`() {
    expectGolden(
      BenchGoText(
        Self.measured + Self.counted,
        settings: [("goos", "linux"), ("cpu", "AMD EPYC 9R14"), ("clock", "tsc 2596 MHz")]
      ).render(), at: "Tests/ReportsTests/Golden/bench-go.txt")
  }

  @Test func `every line of Go's format has a name, a count, and a value with its unit`() throws {
    var hostile = Self.measured[0]
    hostile.program = "a\nBenchmarkEvil 1 1 ns/op\u{1b}[31m"
    hostile.object = "b\npkg: evil"
    let text = BenchGoText([hostile] + Self.measured).render()
    let result = /Benchmark\S+\t[1-9][0-9]*\t[0-9.]+ (ns|cycles|instructions)\/op/
    let setting = /[a-z][^A-Z\s]*: .*|Unit \S+ better=lower/
    let lines = text.split(separator: "\n")
    #expect(lines.count { $0.wholeMatch(of: result) != nil } == 3 + 12)
    #expect(lines.allSatisfy { $0.wholeMatch(of: result) != nil || $0.wholeMatch(of: setting) != nil })
    #expect(text.utf8.allSatisfy { $0 >= 32 || $0 == 10 || $0 == 9 })
  }

  @Test func `units are exact only when every figure was counted`() {
    var counter = Self.counted[0]
    counter.loads = [150, 151, 156]
    #expect(BenchGoText(Self.counted).render().contains("Unit instructions/op better=lower assume=exact\n"))
    #expect(BenchGoText(Self.counted + [counter]).render().contains("Unit instructions/op better=lower\n"))
  }

  @Test func `figures are what github-action-benchmark reads`() throws {
    let text = try BenchActionJSON.render(Self.measured + Self.counted)
    expectGolden(text, at: "Tests/ReportsTests/Golden/bench-action.json")
    let entries = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: NSObject]])
    #expect(entries.count == 6 && Set(entries.map { $0["name"] }).count == 6)
    #expect(entries.allSatisfy { $0["value"] is NSNumber && $0["unit"] is NSString })
  }

  @Test func `figures are what Bencher reads`() throws {
    let text = try BenchBencherJSON.render(Self.measured + Self.counted)
    expectGolden(text, at: "Tests/ReportsTests/Golden/bench-bencher.json")
    let benchmarks = try JSONDecoder().decode([String: [String: [String: Double]]].self, from: Data(text.utf8))
    #expect(benchmarks.count == 3 && benchmarks.values.reduce(0) { $0 + $1.count } == 6)
    for metric in benchmarks.values.flatMap(\.values) {
      let value = try #require(metric["value"])
      #expect(try #require(metric["lower_value"]) <= value && value <= (try #require(metric["upper_value"])))
    }
  }
}
