/// What a map held when it was read.
public struct MapContents: Hashable, Sendable {
  /// An entry.
  public struct Entry: Hashable, Sendable {
    /// Its key; empty for maps without keys, whose entries stand in the order in which they come out.
    public var key: [UInt8]
    /// Its value; one for each processor where the map has such.
    public var values: [[UInt8]]

    /// An entry.
    public init(key: [UInt8], values: [[UInt8]]) {
      self.key = key
      self.values = values
    }
  }

  /// The entries.
  public var entries: [Entry]
  /// Whether these are all.
  public var isWhole: Bool
  /// Whether it was said which processor programs ran on. Where it was not, which one counted is chance, and not shown.
  public var namesProcessors: Bool

  /// What a map held.
  public init(entries: [Entry], isWhole: Bool = true, namesProcessors: Bool = true) {
    self.entries = entries
    self.isWhole = isWhole
    self.namesProcessors = namesProcessors
  }
}
