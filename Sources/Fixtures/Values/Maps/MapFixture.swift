public import BPFObject
import BTF
public import Findings
import KernelFacts
public import Placed

/// What a file puts into an object's maps before programs run.
///
/// A map's entries are a mapping from keys to values, or a list of `{key: ..., value: ...}` where keys are more than one
/// word; both are written by their BTF types (`TypedValues`), or as numbers and bytes where the object does not say them.
/// Program arrays take names of programs, maps of maps names of maps, tries of addresses keys such as `10.0.0.0/8`,
/// queues, stacks and bloom filters a list of values. A per-CPU map takes the same value on every processor, or
/// `cpu: {0: V}` with zeros on the others.
public struct MapFixture: Hashable, Sendable {
  /// An entry to be written.
  public struct Entry: Hashable, Sendable {
    /// The map's name.
    public var map: String
    /// The key; nil for a map without keys.
    public var key: [UInt8]?
    /// The value.
    public var value: MapValue
    /// Where it is written.
    public var span: SourceSpan
  }

  /// The entries, in the order of the file.
  public private(set) var entries: [Entry] = []

  /// Reads entries by the names of maps. What does not fit is a problem at its place.
  /// - Parameters:
  ///   - fill: what stands in the bytes of values that the file does not name.
  ///   - padding: what stands in the bytes of values that belong to no field.
  public init(
    _ node: PlacedNode, object: ObjectFile, fill: UInt8 = 0, padding: UInt8 = 0, _ problems: inout PlacedProblems
  ) {
    let names = MapNames(object: object)
    for entry in node.entries(&problems) ?? [] {
      guard let definition = names.map(entry.key, &problems) else { continue }
      if let obstacle = MapForm.obstacle(definition) {
        problems.add(
          "map '\(definition.name)' cannot be filled: \(obstacle.message)", at: entry.key.span, hint: obstacle.hint)
        continue
      }
      let form = MapForm(definition, object.types)
      var reader = MapFixtureReader(form: form, names: names, fill: fill, padding: padding)
      reader.read(entry.value, &problems)
      entries += reader.entries
    }
  }
}
