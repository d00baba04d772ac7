import Explanations
import Lints
import Testing

@Suite struct ManualReferenceTests {
  @Test func `Every page that another names is there`() {
    let explanations = Explainer.inOrder.map { ($0.page.id, $0.page.seeAlso) }
    let rules = Linter.inOrder.map { ($0.page.id, $0.page.seeAlso) }
    for (id, near) in explanations + rules {
      for other in near {
        #expect(Explainer.page(other) != nil || Linter.page(other) != nil, "\(id) names \(other)")
      }
    }
  }
}
