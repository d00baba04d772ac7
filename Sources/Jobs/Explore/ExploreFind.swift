/// An input that does something new.
public struct ExploreFind: Codable, Hashable, Sendable {
  /// An entry of a map before the run.
  public struct Entry: Codable, Hashable, Sendable {
    /// The map's name.
    public var map: String
    /// The key.
    public var key: [UInt8]
    /// The value; on every processor where the map has one for each.
    public var value: [UInt8]

    /// An entry.
    public init(map: String, key: [UInt8], value: [UInt8]) {
      self.map = map
      self.key = key
      self.value = value
    }
  }

  /// The case that it was made from.
  public var origin: Int
  /// The packet; nil where the type takes none.
  public var packet: [UInt8]?
  /// The context; nil for none.
  public var context: [UInt8]?
  /// What stands in maps.
  public var entries: [Entry]
  /// What was returned.
  public var returned: UInt32
  /// Whether no case and no find before returned that.
  public var isNewReturn: Bool
  /// What ran of the programs.
  public var coverage: [CoveredProgram]

  /// A find.
  public init(origin: Int, returned: UInt32, isNewReturn: Bool) {
    self.origin = origin
    self.returned = returned
    self.isNewReturn = isNewReturn
    entries = []
    coverage = []
  }
}
