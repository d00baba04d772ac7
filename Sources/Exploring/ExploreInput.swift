/// What a program is run on while it is explored.
public struct ExploreInput: Hashable, Sendable {
  /// An entry that stands in a map before the run.
  public struct Entry: Hashable, Sendable {
    /// The map, by its number among the explored ones.
    public var map: Int
    /// The key.
    public var key: [UInt8]
    /// The value, without room for further processors.
    public var value: [UInt8]

    /// An entry.
    public init(map: Int, key: [UInt8], value: [UInt8]) {
      self.map = map
      self.key = key
      self.value = value
    }
  }

  /// The number of the case that it was made from.
  public var origin: Int
  /// The packet; empty where the type takes none.
  public var packet: [UInt8]
  /// The context; empty for none.
  public var context: [UInt8]
  /// The entries, no key twice in a map.
  public var entries: [Entry]

  /// An input.
  public init(origin: Int, packet: [UInt8], context: [UInt8] = [], entries: [Entry] = []) {
    self.origin = origin
    self.packet = packet
    self.context = context
    self.entries = entries
  }
}
