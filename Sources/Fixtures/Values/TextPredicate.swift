import Placed

/// What a text must be: `any`, `nginx`, `!= nginx`, `= any`, `/ngi.*/`.
struct TextPredicate: Hashable, Sendable {
  enum Test: Hashable, Sendable {
    case any
    case equal(String)
    case notEqual(String)
    case pattern(TextPattern)
  }

  let test: Test
  /// What was written.
  let expected: String

  /// Reads a predicate; nil, and a problem, when the node is none.
  init?(_ node: PlacedNode, _ problems: inout PlacedProblems) {
    guard let text = node.text(&problems) else { return nil }
    do { try self.init(text) } catch {
      problems.add(error.message, at: node.span, hint: error.hint)
      return nil
    }
  }

  init(_ text: String) throws(LiteralProblem) {
    let trimmed = text.trimmed
    if trimmed == "any" {
      test = .any
    } else if let pattern = try TextPattern.read(trimmed) {
      test = .pattern(pattern)
    } else if let comparison = Comparison.read(trimmed), [.equal, .notEqual].contains(comparison.comparison) {
      test = comparison.comparison == .equal ? .equal(comparison.rest) : .notEqual(comparison.rest)
    } else {
      test = .equal(text)
    }
    switch test {
    case .equal(let text): expected = ValueYAML.quoted(text)
    case .notEqual(let text): expected = "!= " + ValueYAML.quoted(text)
    case .any, .pattern: expected = trimmed
    }
  }

  /// Whether a text is what it must be.
  func matches(_ text: String) -> Bool {
    switch test {
    case .any: true
    case .equal(let wanted): text == wanted
    case .notEqual(let other): text != other
    case .pattern(let pattern): pattern.matches(text)
    }
  }
}
