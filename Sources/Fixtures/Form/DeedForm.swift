import Findings
public import Placed

/// Something that is done so that attached programs run: `connect: [127.0.0.1, 8080]`.
public struct DeedForm: Hashable, Sendable {
  /// What: `connect`, `open`, `command` ...
  public var name: Located<String>
  /// With what, as written.
  public var arguments: [Located<String>]

  init?(_ node: PlacedNode, _ problems: inout PlacedProblems) {
    guard let entries = node.entries(&problems) else { return nil }
    guard entries.count == 1, let entry = entries.first else {
      problems.add(
        "expected one deed, found \(entries.count)", at: node.span,
        hint: "write each as an element of its own: - connect: [127.0.0.1, 80]")
      return nil
    }
    guard let arguments = entry.value.oneOrMore(&problems, { $0.located(&$1) }) else { return nil }
    name = entry.key
    self.arguments = arguments
  }
}
