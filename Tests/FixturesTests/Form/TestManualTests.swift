import Fixtures
import Foundation
import TestSupport
import Testing

@Suite struct TestManualTests {
  private func manual() throws -> String {
    try String(contentsOf: Repository.path("docs/tests.md"), encoding: .utf8)
  }

  @Test func `every example of the manual is read`() throws {
    let blocks = try manual().components(separatedBy: "```yaml\n").dropFirst().compactMap {
      $0.components(separatedBy: "```\n").first
    }
    #expect(blocks.count == 8)
    for block in blocks { #expect(throws: Never.self, "\(block)") { try FormText.read(block) } }
  }

  @Test func `the manual has every key of a case, of a step and of what must come out`() throws {
    let text = try manual()
    for key in TestCaseKey.allCases.map(\.rawValue) + ExpectKey.allCases.map(\.rawValue)
      + TestFileKey.allCases.map(\.rawValue) + TaskKey.allCases.map(\.rawValue) + ConditionKey.allCases.map(\.rawValue)
    {
      let isThere = ["`\(key)`", "\n\(key):", "`\(key):", " \(key):", "{\(key):", ".\(key)`"].contains {
        text.contains($0)
      }
      #expect(isThere, "\(key)")
    }
  }

  @Test func `the manual's bounds are the reader's`() throws {
    let bounds = try manual().components(separatedBy: "## Bounds\n").last ?? ""
    #expect(TestFile.caseLimit == 100_000 && bounds.contains("100,000 cases"))
    #expect(TestFile.valueLimit == 4_000_000 && bounds.contains("4,000,000 values"))
    #expect(TestFile.depthLimit == 64 && bounds.contains("64 levels"))
    #expect(TestFile.textLimit == 64 << 10 && bounds.contains("64 KiB"))
  }
}
