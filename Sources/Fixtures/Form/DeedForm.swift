public import Findings
public import Placed

/// Something that is done so that attached programs run: `connect: [127.0.0.1, 8080]`; with `expect: EPERM` it must end so.
public struct DeedForm: Hashable, Sendable {
  /// Where it is written.
  public var span: SourceSpan
  /// What: `connect`, `open`, `command` ...
  public var name: Located<String>
  /// With what, as written.
  public var arguments: [Located<String>]
  /// How it must end: with success, where nothing is said.
  public var result: Located<DeedResult>

  /// The key that says how it must end.
  static let expectKey = "expect"

  init?(_ node: PlacedNode, _ problems: inout PlacedProblems) {
    guard let entries = node.entries(&problems) else { return nil }
    let deeds = entries.filter { $0.key.value != Self.expectKey }
    guard deeds.count == 1, let entry = deeds.first else {
      problems.add(
        "expected one deed, found \(deeds.count)", at: node.span,
        hint: "write each as an element of its own: - connect: [127.0.0.1, 80]")
      return nil
    }
    guard let arguments = entry.value.oneOrMore(&problems, { $0.located(&$1) }) else { return nil }
    span = entry.key.span
    name = entry.key
    self.arguments = arguments
    result = Located(.status(0), at: entry.key.span)
    guard let expect = entries.first(where: { $0.key.value == Self.expectKey })?.value else { return }
    guard let read = DeedResult(expect, &problems) else { return nil }
    result = Located(read, at: expect.span)
  }
}

extension DeedForm: CustomStringConvertible {
  /// `connect 127.0.0.1 8080`.
  public var description: String { ([name.value] + arguments.map(\.value)).joined(separator: " ") }
}
