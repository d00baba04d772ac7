public import Findings
public import Placed

/// Something that is done so that attached programs run: `connect: [127.0.0.1, 8080]`, or `packet:` with a packet's layers;
/// with `expect: EPERM` it must end so.
public struct DeedForm: Hashable, Sendable {
  /// Where it is written.
  public var span: SourceSpan
  /// What: `connect`, `open`, `command` ...
  public var name: Located<String>
  /// With what, as written.
  public var arguments: [Located<String>]
  /// The packet that is sent, by its layers; nil for other deeds, and for one whose digits are the argument.
  public var packet: PlacedNode?
  /// How it must end: with success, where nothing is said.
  public var result: Located<DeedResult>

  /// The key that says how it must end.
  static let expectKey = "expect"
  /// The deed that may be given a packet by its layers.
  static let packetKey = "packet"

  /// The value where it is a packet's layers, and no text.
  private static func layers(_ value: PlacedNode) -> PlacedNode? {
    if case .scalar = value.content { nil } else { value }
  }

  init?(_ node: PlacedNode, _ problems: inout PlacedProblems) {
    guard let entries = node.entries(&problems) else { return nil }
    let deeds = entries.filter { $0.key.value != Self.expectKey }
    guard !deeds.isEmpty else {
      problems.add(
        "no deed stands beside this 'expect'", at: node.span,
        hint: "write both between braces: - {connect: [127.0.0.1, 80], expect: EPERM}")
      return nil
    }
    guard deeds.count == 1, let entry = deeds.first else {
      problems.add(
        "expected one deed, found \(deeds.count)", at: node.span,
        hint: "write each as an element of its own: - connect: [127.0.0.1, 80]")
      return nil
    }
    span = entry.key.span
    name = entry.key
    packet = entry.key.value == Self.packetKey ? Self.layers(entry.value) : nil
    guard let arguments = packet == nil ? entry.value.oneOrMore(&problems, { $0.located(&$1) }) : [] else { return nil }
    self.arguments = arguments
    result = Located(.status(0), at: entry.key.span)
    guard let expect = entries.first(where: { $0.key.value == Self.expectKey })?.value else { return }
    guard let read = DeedResult(expect, &problems) else { return nil }
    result = Located(read, at: expect.span)
  }
}

extension DeedForm: CustomStringConvertible {
  /// `connect 127.0.0.1 8080`, `packet eth ipv4 udp`.
  public var description: String {
    let parts =
      switch packet?.content {
      case .sequence(let parts)?: parts
      default: [packet].compactMap(\.self)
      }
    let layers = parts.flatMap { part -> [String] in
      if case .mapping(let entries) = part.content { entries.map(\.key.value) } else { [] }
    }
    return ([name.value] + layers + arguments.map(\.value)).joined(separator: " ")
  }
}
