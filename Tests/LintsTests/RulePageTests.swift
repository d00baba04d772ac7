import Foundation
import Lints
import TestSupport
import Testing

@Suite struct RulePageTests {
  private static let pages = Linter.inOrder.map { $0.page }

  @Test func `Ids and names are unique and in form`() {
    #expect(Set(Self.pages.map(\.id)).count == Self.pages.count)
    #expect(Set(Self.pages.map(\.name)).count == Self.pages.count)
    let groups: [RuleGroup: String] = [
      .refused: "A20", .wrong: "A21", .slow: "A23", .needs: "A24", .costly: "A25", .unstable: "A26",
    ]
    for page in Self.pages {
      #expect(page.id.count == 5 && page.id.hasPrefix(groups[page.group] ?? "-"), "\(page.id)")
      #expect(page.name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" }, "\(page.name)")
      #expect(!page.title.hasSuffix(".") && page.why.hasSuffix(".") && !page.fix.hasSuffix("."), "\(page.id)")
      #expect(![page.title, page.why, page.fix].contains { $0.contains("\n") }, "\(page.id)")
    }
  }

  @Test func `Every rule has a bad and a good program, and every program a rule`() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Repository.path("corpus/lint").path)
    #expect(Set(folders) == Set(Self.pages.map(\.name)))
    for folder in folders {
      let files = try FileManager.default.contentsOfDirectory(atPath: Repository.path("corpus/lint/\(folder)").path)
      #expect([["bad.bpf.c", "good.bpf.c"], ["bad.bt", "good.bt"]].contains(Set(files)), "\(folder)")
    }
  }

  @Test func `A page is found by its id and by its name`() {
    #expect(Linter.page("a2301")?.name == "trace-printk")
    #expect(Linter.page("Trace-Printk")?.id == "A2301")
    #expect(Linter.page("A9999") == nil)
  }
}
