import Explanations
import Findings
import Foundation
import Reports
import Testing
import VerifierLog

@Suite struct ExplainPageTests {
  private func page(_ lines: [String], _ finding: Finding = FindingTextTests.finding, copies: Int = 1) throws -> String
  {
    let log = FindingTextTests.log(finding, FindingTextTests.context)
    let trace = Trace(path: lines)
    return try ExplainPage(
      ExplainReport(assay: "0", logs: Array(repeating: log, count: copies)),
      traces: Array(repeating: trace, count: copies)
    ).render()
  }

  /// What the page's script is given.
  private func data(_ page: String) throws -> [[String: Any]] {
    let start = try #require(page.firstRange(of: "id=\"data\">")?.upperBound)
    let end = try #require(page[start...].firstRange(of: "</script>")?.lowerBound)
    return try #require(try JSONSerialization.jsonObject(with: Data(page[start..<end].utf8)) as? [[String: Any]])
  }

  private static let path = [
    "0: R1=ctx() R10=fp0", "; int f(void *ctx) @ a.c:3", "0: (b7) r6 = 5                        ; R6_w=5",
    "1: (7b) *(u64 *)(r10 -8) = r6         ; R6_w=5 R10=fp0 fp-8_w=5",
    "; return *p; @ a.c:4", "2: (79) r2 = *(u64 *)(r10 -8)         ; R2_w=5 R10=fp0 fp-8_w=5",
    "3: (61) r0 = *(u32 *)(r2 +0)",
  ]

  @Test func `each step says what it reads, writes and changes`() throws {
    let walk = try #require(try data(try page(Self.path)).first)
    let texts = try #require(walk["texts"] as? [String])
    let steps = try #require(walk["steps"] as? [[Int]])
    #expect(steps.map { $0[0] } == [0, 1, 2, 3])
    #expect(texts[steps[1][9]] == "0:-8" && texts[steps[2][8]] == "0:-8")
    #expect(steps[3][5] == 1 << 2 && steps[3][6] == 1 << 0)
    let changes = steps[0][12...].map { texts[$0] }
    #expect(changes.contains("the number 5"))
    let sources = try #require(walk["sources"] as? [[Int]])
    #expect(sources.map { $0[2] } == [3, 4])
  }

  @Test func `nothing in the data is markup, and the page needs no network`() throws {
    var finding = FindingTextTests.finding
    finding.title = "</script><script>alert(1)</script><!--"
    let page = try page(["; </script><img src=x onerror=alert(1)> @ a.c:1", "0: (b7) r0 = 0"], finding)
    #expect(page.matches(of: /<\/script>/).count == 2)
    #expect(!page.contains("<img") && !page.contains("<!--"))
    #expect(!page.contains("http://") && !page.contains("https://") && !page.contains("src=\""))
    #expect(page.contains("default-src 'none'"))
    #expect(try data(page).first?["title"] as? String == "A1203 </script><script>alert(1)</script><!--")
  }

  @Test(arguments: [1, 7])
  func `a path of any length fits a page of ten megabytes`(copies: Int) throws {
    var lines = ["0: R1=ctx() R10=fp0"]
    // Six bytes each, as the page has them.
    let long = String(repeating: "<", count: 300)
    for index in 0..<(12_000 / copies) {
      lines.append("; line number \(index) \(long) @ a.c:\(index + 1)")
      lines.append("\(index): (07) r6 += \(index)   ; R6_w=scalar(umin=\(index),umax=\(2 * index))")
    }
    let page = try page(lines, copies: copies)
    #expect(page.utf8.count < 10 << 20)
    let walks = try data(page)
    #expect(walks.count == copies)
    let steps = try #require(walks.last?["steps"] as? [[Int]])
    #expect(steps.first?[0] == 0)
    #expect(steps.last?[0] == 12_000 / copies - 1)
    // What has no room is left out of the middle, and said so.
    if steps.count < 12_000 / copies {
      let gaps = steps.filter { $0[10] > 0 }
      #expect(gaps.count == 1)
      #expect((gaps.first?[10] ?? 0) + steps.count == 12_000 / copies)
    }
  }
}
