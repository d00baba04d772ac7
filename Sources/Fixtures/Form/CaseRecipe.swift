import Placed

/// What a case is put together from. A file's table may have a hundred thousand rows: none of them is kept as a case.
struct CaseRecipe: Sendable {
  /// The case as it is written, defaults under it; shared by the rows of a table.
  let template: PlacedNode
  /// The names that it is made with, the row's not among them.
  let scope: Scope
  /// The row of its table; nil when it is from none.
  let row: PlacedNode?

  /// The case; nil when it cannot be made, which is a problem.
  func form(with expander: inout NodeExpander, _ problems: inout PlacedProblems) -> TestCaseForm? {
    expander.scope = scope
    if case .mapping(let entries)? = row?.content {
      expander.scope = scope.inner
      for entry in entries { expander.scope.bind(entry.key.value, to: entry.value) }
    }
    guard let node = expander.expand(template, at: .testCase, &problems) else {
      CaseKeys.check(template, &problems)
      return nil
    }
    return TestCaseForm(node, row: row?.span, &problems)
  }
}
