public import BPFObject
import Findings
public import Placed

/// The types of the records that pass through an object's maps, as a file says them: `{events: struct event}`.
public struct RecordTypes: Sendable {
  private var types: [String: RecordType] = [:]
  /// Maps of which something is said that does not fit.
  private var broken: Set<String> = []

  /// No type is known.
  public init() {}

  /// Reads types by the names of maps. What does not fit is a problem at its place.
  public init(_ node: PlacedNode, object: ObjectFile, _ problems: inout PlacedProblems) {
    let names = MapNames(object: object)
    for entry in node.entries(&problems) ?? [] {
      guard let definition = names.map(entry.key, &problems), let name = entry.value.located(&problems) else {
        continue
      }
      types[definition.name] = RecordType(name, object: object, &problems)
      if types[definition.name] == nil { broken.insert(definition.name) }
    }
  }

  /// Whether the file says a type of a map's records that there is not: that is a problem already.
  func isBroken(_ map: String) -> Bool { broken.contains(map) }

  /// The type of a map's records; nil when the file does not say it.
  public func type(of map: String) -> RecordType? { types[map] }
}
