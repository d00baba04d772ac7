import Placed

extension ScalarPredicate {
  /// Reads a predicate; nil, and a problem, when the node is none.
  static func read(_ node: PlacedNode, _ shape: ScalarShape, _ problems: inout PlacedProblems) -> ScalarPredicate? {
    guard case .scalar(let text, let isPlain) = node.content, !(text.isEmpty && isPlain) else {
      problems.add("expected \(shape.expected) for \(shape.declaration), found \(node.found)", at: node.span)
      return nil
    }
    do { return try ScalarPredicate(text, isPlain: isPlain, shape) } catch {
      problems.add(error.message, at: node.span, hint: error.hint)
      return nil
    }
  }
}
