/// Where a value lies in a variable, and what it is.
public struct ValuePlace: Hashable, Sendable {
  /// Its type.
  public var type: TypeID
  /// Its first bit, counted from the variable's start.
  public var bitOffset: Int
  /// Its width when it is a bit field.
  public var bitFieldSize: Int?

  /// A whole value of a type.
  public init(type: TypeID, bitOffset: Int = 0, bitFieldSize: Int? = nil) {
    self.type = type
    self.bitOffset = bitOffset
    self.bitFieldSize = bitFieldSize
  }
}
