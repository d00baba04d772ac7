import Findings
import Placed

/// How much a file may grow when names, tables and defaults are put in: a few lines can ask for more than any memory
/// holds.
struct ExpansionBudget {
  private var remaining = TestFile.valueLimit

  /// Whether nothing more can be read.
  private(set) var isSpent = false

  /// Takes values off; false when there is no room for them, which is a problem the first time.
  mutating func spend(_ count: Int, at span: SourceSpan, _ problems: inout PlacedProblems) -> Bool {
    guard !isSpent else { return false }
    remaining -= count
    guard remaining < 0 else { return true }
    isSpent = true
    problems.add(
      "the cases hold more than \(TestFile.valueLimit) values once names, tables and defaults are put in", at: span)
    return false
  }

  /// Takes a text off, and says whether it is short enough.
  mutating func spend(text: String, at span: SourceSpan, _ problems: inout PlacedProblems) -> Bool {
    let count = text.utf8.count
    guard count <= TestFile.textLimit else {
      problems.add("the text is longer than \(TestFile.textLimit) bytes once names are put in", at: span)
      return false
    }
    return spend(1 + count / 64, at: span, &problems)
  }
}
