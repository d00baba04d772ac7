/// What an `array` type says.
public struct ArrayShape: Hashable, Sendable {
  /// The elements' type.
  public var element: TypeID
  /// The index's type.
  public var index: TypeID
  /// How many elements; 0 for a flexible array.
  public var count: Int
}
