/// A parameter of a function prototype.
public struct Parameter: Sendable {
  let label: BorrowedName
  /// Its type; 0 in the last place stands for `...`.
  public let type: TypeID

  /// Its name; empty when the prototype gives none.
  public var name: String { label.string }
}
