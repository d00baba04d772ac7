import Placed
import Testing

@testable import Fixtures

/// Lines that programs must print.
@Suite struct TraceExpectationTests {
  private func expectations(_ text: String) throws -> [TraceExpectation] {
    var problems = PlacedProblems()
    let found = TraceExpectation.list(try PlacedDocument(Array(text.utf8), file: "f.yml").root, &problems)
    #expect(problems.all.isEmpty)
    return found
  }

  @Test(
    arguments: [
      ("[one, two]", ["one", "and two"], nil, 0), ("[one, one]", ["one"], "a line with \"one\"", 1),
      ("[two, one]", ["one", "two"], "a line with \"one\"", 2), ("/^o.e$/", ["one"], nil, 0),
      ("/^o$/", ["one", "two"], "a line like /^o$/", 0), ("one", [], "a line with \"one\"", 0),
    ] as [(String, [String], String?, Int)])
  func `each line stands for one expectation, in their order`(
    text: String, lines: [String], missing: String?, taken: Int
  ) throws {
    let found = TraceExpectation.missing(try expectations(text), in: lines)
    #expect(found?.expectation.expected == missing)
    #expect(found?.taken ?? 0 == taken)
  }
}
