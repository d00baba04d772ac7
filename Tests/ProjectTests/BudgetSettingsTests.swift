import Findings
import Placed
import Project
import Testing

struct BudgetSettingsTests {
  private func settings(_ text: String) throws -> ProjectSettings {
    try ProjectSettings(Array(text.utf8), path: "/p/assay.yml")
  }

  @Test func `a program's own name goes before patterns, and of those the first`() throws {
    let budgets = try #require(
      try settings(
        """
        budgets:
          "*": {ns_per_run: 500, overhead_percent: 2}
          "on_*": {ns_per_run: 90, instructions: 800}
          on_exec: {instructions: 300, worst_case: 0.5 cycles}
        """
      ).budgets)
    func limits(_ program: String) -> [String] {
      budgets.limits(of: program).map { "\($0.key.rawValue) \($0.value) \($0.unit.rawValue) \($0.span.line)" }
    }
    #expect(
      limits("on_exec") == [
        "ns_per_run 500.0 ns 2", "instructions 300.0 instructions 4", "overhead_percent 2.0 % 2",
        "worst_case 0.5 cycles 4",
      ])
    #expect(limits("other") == ["ns_per_run 500.0 ns 2", "overhead_percent 2.0 % 2"])
    #expect(try settings("budgets: {a: {instructions: 1}}").budgets?.limits(of: "b") == [])
  }

  @Test(arguments: [
    ("budgets: {a: {worst_case: 400}}", "expected a number and its unit, found '400'"),
    ("budgets: {a: {worst_case: 4 %}}", "expected a number and its unit, found '4 %'"),
    ("budgets: {a: {worst_case: many ns}}", "expected a number that is not negative, found 'many ns'"),
    ("budgets: {a: {instructions: -1}}", "expected a number that is not negative, found '-1'"),
    ("budgets: {a: {ns_per_run: 0x10}}", "expected a number that is not negative, found '0x10'"),
    ("budgets: {a: {ns_per_run: nan}}", "expected a number that is not negative, found 'nan'"),
    ("budgets: {a: {ns_per_run: [1]}}", "expected a number, found a list"),
    ("budgets: {a: {ns_per_rum: 1}}", "unknown key 'ns_per_rum'"),
    ("budgets: {a: 4}", "expected keys and values, found '4'"),
    ("budgets: [a]", "expected keys and values, found a list"),
  ])
  func `a mistake is told with its place`(_ text: String, _ message: String) {
    let error = #expect(throws: PlacedError.self) { try settings(text) }
    #expect(error?.problems.map(\.message) == [message])
    #expect(error?.problems.first?.span.line == 1)
  }
}
