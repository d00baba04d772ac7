/// What is written into an entry of a map.
public enum MapValue: Hashable, Sendable {
  /// The value of one processor.
  public struct Processor: Hashable, Sendable {
    /// Its number.
    public var number: Int
    /// The bytes.
    public var bytes: [UInt8]
  }

  /// Bytes; the same on every processor where the map has a value for each.
  case bytes([UInt8])
  /// The values of some processors, by their numbers; the others have zeros.
  case processors([Processor])
  /// A program of the object, for a program array.
  case program(String)
  /// Another map of the object, for a map of maps.
  case map(String)
}
