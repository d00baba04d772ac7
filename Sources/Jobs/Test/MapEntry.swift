/// An entry read from a map.
public struct MapEntry: Codable, Hashable, Sendable {
  /// The key.
  public var key: ByteSlice
  /// The value; one a possible processor where the map has a value for each.
  public var values: [ByteSlice]

  /// An entry.
  public init(key: ByteSlice, values: [ByteSlice]) {
    self.key = key
    self.values = values
  }
}
