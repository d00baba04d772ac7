import Findings
import Foundation
import TestSupport
import Testing

@testable import Reports

/// Rules, an Alertmanager file and a dashboard, as the tools that read them take them.
@Suite struct PrometheusRulesTests {
  private static var budgets: [ProgramBudget] {
    func budget(
      _ program: String, _ limit: Double, _ quantity: ProgramBudget.Quantity = .nanoseconds, line: Int,
      others: [String] = []
    ) -> ProgramBudget {
      ProgramBudget(
        quantity, limit: limit, program: NamePattern(program), others: others.map(NamePattern.init),
        place: SourceSpan(file: "assay.yml", line: line, column: 17))
    }
    return [
      budget("xdp_firewall", 50, line: 5), budget("xdp_*", 80, line: 3, others: ["xdp_firewall"]),
      budget("a\"b\\{{ x }}\n[!0-9]?", 120.5, line: 7, others: ["xdp_firewall", "xdp_*"]),
      budget("xdp_*", 500_000, .verified, line: 4), budget("xdp_*", 65_536, .jited, line: 8),
      budget("xdp_*", 1_048_576, .mapMemory, line: 9),
    ]
  }

  private static let text = PrometheusRules(budgets: budgets).render()

  private func check(_ tool: String, _ arguments: [String], _ directory: TemporaryDirectory) async throws {
    let tool = try #require(Executables.find(tool))
    let result = try await RunningCommand.run(tool, arguments, directory: directory.url)
    #expect(result.ending == .status(0), "\(result.outputText)\(result.errorText)")
    #expect(!result.outputText.contains("lint error"), "\(result.outputText)\(result.errorText)")
  }

  @Test func `rules are as they were read`() {
    expectGolden(Self.text, at: "Tests/ReportsTests/Golden/assay.rules.yml")
  }

  @Test(.requires("promtool")) func `rules do what they say`() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(Array(Self.text.utf8), to: "assay.rules.yml")
    try directory.write(
      Data(contentsOf: Repository.path("Tests/ReportsTests/Rules/assay.rules.test.yml")), to: "test.yml")
    try await check("promtool", ["check", "rules", "assay.rules.yml"], directory)
    try await check("promtool", ["test", "rules", "test.yml"], directory)
  }

  @Test(.requires("promtool")) func `rules without budgets are rules, too`() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(Array(PrometheusRules().render().utf8), to: "rules.yml")
    try await check("promtool", ["check", "rules", "rules.yml"], directory)
  }

  @Test(.requires("amtool")) func `Alertmanager takes its file`() async throws {
    let directory = try TemporaryDirectory()
    try directory.write(Array(AlertmanagerExample.text.utf8), to: "alertmanager.yml")
    try await check("amtool", ["check-config", "alertmanager.yml"], directory)
    let tree = ["config", "routes", "test", "--config.file=alertmanager.yml"]
    let amtool = try #require(Executables.find("amtool"))
    for (severity, receiver) in [("critical", "assay-now"), ("warning", "assay-team"), ("info", "assay-log")] {
      let result = try await RunningCommand.run(amtool, tree + ["severity=\(severity)"], directory: directory.url)
      #expect(result.outputText == "\(receiver)\n")
    }
  }

  @Test(arguments: [
    ("xdp_firewall", "xdp_firewall"), ("*", ".*"), ("on_?", "on_."), ("a[bc]d", "a[bc]d"), ("a[!b-d]", "a[^b-d]"),
    ("a.b+c", "a\\.b\\+c"), ("a[", "a\\["), ("[]x]", "[\\]x]"), ("a|b$", "a\\|b\\$"),
  ])
  func `a pattern is the same as a regular expression`(pattern: String, expression: String) throws {
    #expect(NamePattern(pattern).expression == expression)
    _ = try Regex(expression)
  }

  @Test func `a dashboard has panels that do not overlap, each with a query and a description`() throws {
    let panels = GrafanaPanel.all
    #expect(Set(panels.map(\.id)).count == panels.count && panels.count > 20)
    var taken: Set<[Int]> = []
    for panel in panels {
      #expect(panel.type == .row || !panel.targets.isEmpty && !panel.description.isEmpty)
      #expect(Set(panel.targets.map(\.refId)).count == panel.targets.count)
      let place = panel.gridPos
      #expect(place.x >= 0 && place.x + place.w <= 24)
      for x in place.x..<(place.x + place.w) {
        for y in place.y..<(place.y + place.h) { #expect(taken.insert([x, y]).inserted, "\(panel.title)") }
      }
    }
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(GrafanaDashboard().render().utf8)) }
  }

  /// The metrics that the sources of this room make; those of several units with each.
  private static func knownSeries() throws -> Set<String> {
    let folder = Repository.path("Sources/Reports/Export")
    var known: Set<String> = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      for match in text.matches(of: /Metric\(\s*"(assay_[a-z_]+)(\\\(unit\.rawValue\))?"(, \.(counter|info))?/) {
        let units = match.2 == nil ? [""] : ["seconds", "instructions", "cycles", "ratio"]
        let suffix = match.4.map { $0 == "counter" ? "_total" : "_info" } ?? ""
        known.formUnion(units.map { "\(match.1)\($0)\(suffix)" })
      }
    }
    return known
  }

  @Test func `every metric that is asked for is one that there is`() throws {
    let texts = [Self.text] + GrafanaPanel.all.flatMap { $0.targets.map(\.expr) }
    let known = try Self.knownSeries()
    let asked = texts.flatMap { $0.matches(of: /\bassay_[a-z_]+/).map { String($0.output) } }
    #expect(asked.count > 30 && known.count > 30)
    #expect(Set(asked).subtracting(known).isEmpty)
  }
}
