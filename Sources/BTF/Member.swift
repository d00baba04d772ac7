/// A member of a struct or union.
public struct Member: Sendable {
  let label: BorrowedName
  /// Its type.
  public let type: TypeID
  /// Its first bit, counted from the struct's start.
  public let bitOffset: Int
  /// Its width when it is a bit field.
  public let bitFieldSize: Int?

  /// Its name; empty for an anonymous struct or union.
  public var name: String { label.string }
}
