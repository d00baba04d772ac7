/// The first setting of a map that no kernel takes for its type.
public struct MapFault: Hashable, Sendable {
  /// What of the declaration is at fault.
  public enum Field: String, Sendable {
    /// The key's size.
    case key
    /// The value's size.
    case value
    /// `max_entries`.
    case entries = "max_entries"
    /// `map_flags`.
    case flags = "map_flags"
  }

  /// What of the declaration is at fault.
  public var field: Field
  /// The rule that it breaks, with what was declared: `keys of array maps have 4 bytes, not 8`.
  public var words: String

  init(_ field: Field, _ words: String) {
    self.field = field
    self.words = words
  }
}
