/// Where a function starts, and its `func` type.
public struct FunctionInfo: Hashable, Sendable {
  /// The first instruction's slot (8 bytes each) from its section's start; a linker of programs may move it.
  public var slot: Int
  /// The `func` type.
  public var type: TypeID
}
