import Findings
import Placed

/// Looks at the keys of a case alone: of one that cannot be read because of its values, they are said to be wrong too.
enum CaseKeys {
  /// Adds a problem for each key that no case, step, or what is within them has.
  static func check(_ node: PlacedNode, _ problems: inout PlacedProblems) {
    check(node, TestCaseKey.self, &problems)
    check(value(of: node, TestCaseKey.maps.rawValue), TestMapsKey.self, &problems)
    check(value(of: node, TestCaseKey.task.rawValue), TaskKey.self, &problems)
    check(value(of: node, TestCaseKey.onlyIf.rawValue), ConditionKey.self, &problems)
    check(value(of: node, TestCaseKey.run.rawValue), RunKey.self, &problems)
    check(value(of: node, TestCaseKey.expect.rawValue), ExpectKey.self, &problems)
    check(value(of: node, TestCaseKey.onFailure.rawValue), ExpectKey.self, &problems)
    guard case .sequence(let steps)? = value(of: node, TestCaseKey.steps.rawValue)?.content else { return }
    for step in steps {
      check(step, TestStepKey.self, &problems)
      check(value(of: step, TestStepKey.run.rawValue), RunKey.self, &problems)
      check(value(of: step, TestStepKey.expect.rawValue), ExpectKey.self, &problems)
    }
  }

  private static func check<Key: CaseIterable & RawRepresentable>(
    _ node: PlacedNode?, _ type: Key.Type, _ problems: inout PlacedProblems
  ) where Key.RawValue == String {
    guard case .mapping(let entries)? = node?.content, let node else { return }
    // What a name stands for, in a key or as what others are laid over, is not known here.
    let plain = entries.filter { $0.key.value != ExpansionKey.lower && TextTemplate($0.key.value) == nil }
    guard var fields = PlacedNode(content: .mapping(plain), span: node.span).fields(&problems) else { return }
    for key in Key.allCases { _ = fields.take(key.rawValue) }
    fields.finish(&problems)
  }

  private static func value(of node: PlacedNode, _ key: String) -> PlacedNode? {
    guard case .mapping(let entries) = node.content else { return nil }
    return entries.first { $0.key.value == key }?.value
  }
}
