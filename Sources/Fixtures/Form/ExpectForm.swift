import Findings
public import Placed

/// What must come out of a run. Nil is what nothing is said of.
public struct ExpectForm: Hashable, Sendable {
  /// The program's return value: see `ReturnExpectation`.
  public var returned: PlacedNode?
  /// The packet afterwards.
  public var packet: PlacedNode?
  /// The context afterwards.
  public var context: PlacedNode?
  /// Maps afterwards, by name.
  public var maps: PlacedNode?
  /// Global variables afterwards, by name.
  public var globals: PlacedNode?
  /// Records in ring buffers and perf event arrays, by the map's name.
  public var events: PlacedNode?
  /// Calls of helpers and of the kernel's functions, by their names.
  public var calls: PlacedNode?
  /// Lines that the program printed.
  public var trace: PlacedNode?

  /// Nothing is expected.
  public init() {}

  init?(_ node: PlacedNode, _ problems: inout PlacedProblems) {
    guard var fields = node.fields(&problems) else { return nil }
    returned = fields.take(ExpectKey.returned.rawValue)
    packet = fields.take(ExpectKey.packet.rawValue)
    context = fields.take(ExpectKey.context.rawValue)
    maps = fields.take(ExpectKey.maps.rawValue)
    globals = fields.take(ExpectKey.globals.rawValue)
    events = fields.take(ExpectKey.events.rawValue)
    calls = fields.take(ExpectKey.calls.rawValue)
    trace = fields.take(ExpectKey.trace.rawValue)
    fields.finish(&problems)
  }

  /// Whether nothing is expected.
  public var isEmpty: Bool {
    [returned, packet, context, maps, globals, events, calls, trace].allSatisfy { $0 == nil }
  }
}
