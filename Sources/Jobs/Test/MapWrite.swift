/// An entry of a map.
public struct MapWrite: Codable, Hashable, Sendable {
  /// What is written.
  public enum Value: Codable, Hashable, Sendable {
    /// The same bytes; on every processor where the map has a value for each.
    case bytes(ByteSlice)
    /// The value of some processors; the others keep 0.
    case processors([Processor])
    /// A program of the object, for a program array.
    case program(String)
    /// Another map of the object, for a map of maps.
    case map(String)
  }

  /// The value of one processor.
  public struct Processor: Codable, Hashable, Sendable {
    /// Its number.
    public var number: Int
    /// The bytes.
    public var bytes: ByteSlice

    /// A processor's value.
    public init(number: Int, bytes: ByteSlice) {
      self.number = number
      self.bytes = bytes
    }
  }

  /// The map's name, as the object has it: `.data` and the like for global variables.
  public var map: String
  /// The key; none for maps without keys (queues, stacks).
  public var key: ByteSlice?
  /// What is written.
  public var value: Value

  /// An entry.
  public init(map: String, key: ByteSlice?, value: Value) {
    self.map = map
    self.key = key
    self.value = value
  }
}
