import Explanations
import Findings
import Foundation
import Reports
import Testing

@Suite struct ExplainSARIFTests {
  private func run(_ log: ExplainedLog) throws -> [String: Any] {
    let text = try ExplainSARIF(ExplainReport(assay: "0.1.0", logs: [log], notes: ["a note"])).render()
    let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(root["version"] as? String == "2.1.0")
    return try #require((root["runs"] as? [[String: Any]])?.first)
  }

  @Test func `the story is a code flow, the failing line the location, the page the rule`() throws {
    let run = try run(FindingTextTests.log(FindingTextTests.finding, FindingTextTests.context))
    let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
    let rule = try #require((driver["rules"] as? [[String: Any]])?.first)
    #expect(rule["id"] as? String == "A1203")
    #expect(((rule["help"] as? [String: Any])?["markdown"] as? String)?.hasPrefix("# A1203: ") == true)
    let result = try #require((run["results"] as? [[String: Any]])?.first)
    #expect(result["ruleIndex"] as? Int == 0)
    #expect(result["level"] as? String == "error")
    let place = try #require(
      (result["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any])
    let region = try #require(place["region"] as? [String: Any])
    #expect(region["startLine"] as? Int == 30)
    // `tcp->syn` behind a tab, `if (` and `!`.
    #expect(region["startColumn"] as? Int == 7 && region["endColumn"] as? Int == 15)
    #expect((result["relatedLocations"] as? [Any])?.count == 3)
    let flow = try #require((result["codeFlows"] as? [[String: Any]])?.first?["threadFlows"] as? [[String: Any]])
    let steps = try #require(flow.first?["locations"] as? [[String: Any]])
    #expect(steps.count == 4)
    #expect(steps.last?["importance"] as? String == "essential")
  }

  @Test func `columns are code points, and paths are URIs`() throws {
    var finding = FindingTextTests.finding
    finding.related = []
    finding.primary = LabelledSpan(
      SourceSpan(file: "/a b/ü.c", line: 2, column: 12), label: "here", text: "/* éü */ f(1);")
    let result = try #require(
      (try run(FindingTextTests.log(finding, FindingContext()))["results"] as? [[String: Any]])?.first)
    let place = try #require(
      (result["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any])
    #expect((place["artifactLocation"] as? [String: Any])?["uri"] as? String == "file:///a%20b/%C3%BC.c")
    // The two letters before it have two bytes each.
    #expect((place["region"] as? [String: Any])?["startColumn"] as? Int == 10)
  }

  @Test func `where no source is known the log is the place`() throws {
    var finding = FindingTextTests.finding
    finding.related = []
    finding.primary = nil
    var log = FindingTextTests.log(finding, FindingContext())
    log.input = "a.log"
    let result = try #require((try run(log)["results"] as? [[String: Any]])?.first)
    let location = try #require((result["locations"] as? [[String: Any]])?.first)
    let place = try #require(location["physicalLocation"] as? [String: Any])
    #expect((place["artifactLocation"] as? [String: Any])?["uri"] as? String == "a.log")
    #expect((result["codeFlows"] as? [Any])?.isEmpty == true)
  }
}
