import Testing

@testable import Lints

@Suite struct TranslatedRulesTests {
  @Test func `rules for translated code are rules, and none is on what a kernel refuses`() {
    let pages = Linter.inOrder.map { $0.page }.filter { TranslatedRules.ids.contains($0.id) }
    #expect(Set(pages.map(\.id)) == TranslatedRules.ids)
    #expect(pages.allSatisfy { $0.group != .refused && $0.group != .unstable && $0.group != .needs })
    #expect(TranslatedRules.note.hasPrefix("\(pages.count) of \(Linter.inOrder.count) rules"))
  }
}
