import Findings
import Placed

/// What came out of one run, as far as it is stored.
public struct SnapshotRecord: Hashable, Sendable {
  /// The return value, with its name.
  public var returned: SnapshotValue?
  /// The packet, as layers.
  public var packet: SnapshotValue?
  /// The context.
  public var context: SnapshotValue?
  /// Maps, by name.
  public var maps: SnapshotValue?
  /// Global variables, by name.
  public var globals: SnapshotValue?
  /// Records in ring buffers and perf event arrays, by the map's name.
  public var events: SnapshotValue?
  /// Lines that the program printed.
  public var trace: SnapshotValue?

  /// Nothing is stored.
  public init() {}

  init?(_ node: PlacedNode, _ problems: inout PlacedProblems) {
    guard var fields = node.fields(&problems) else { return nil }
    returned = fields.take(ExpectKey.returned.rawValue).map(SnapshotValue.init)
    packet = fields.take(ExpectKey.packet.rawValue).map(SnapshotValue.init)
    context = fields.take(ExpectKey.context.rawValue).map(SnapshotValue.init)
    maps = fields.take(ExpectKey.maps.rawValue).map(SnapshotValue.init)
    globals = fields.take(ExpectKey.globals.rawValue).map(SnapshotValue.init)
    events = fields.take(ExpectKey.events.rawValue).map(SnapshotValue.init)
    trace = fields.take(ExpectKey.trace.rawValue).map(SnapshotValue.init)
    fields.finish(&problems)
  }

  /// The record with `any` wherever a stored one has it.
  func keepingAny(of old: SnapshotRecord?) -> SnapshotRecord {
    var kept = self
    kept.returned = returned?.keepingAny(of: old?.returned)
    kept.packet = packet?.keepingAny(of: old?.packet)
    kept.context = context?.keepingAny(of: old?.context)
    kept.maps = maps?.keepingAny(of: old?.maps)
    kept.globals = globals?.keepingAny(of: old?.globals)
    kept.events = events?.keepingAny(of: old?.events)
    kept.trace = trace?.keepingAny(of: old?.trace)
    return kept
  }

  /// All that is stored, as keys with values.
  public var value: SnapshotValue {
    let parts: [(ExpectKey, SnapshotValue?)] = [
      (.returned, returned), (.packet, packet), (.context, context), (.maps, maps), (.globals, globals),
      (.events, events), (.trace, trace),
    ]
    return .mapping(parts.compactMap { key, value in value.map { .init(key.rawValue, $0) } })
  }
}
