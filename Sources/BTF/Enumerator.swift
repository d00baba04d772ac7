/// A named value of an enum.
public struct Enumerator: Sendable {
  let label: BorrowedName
  /// The value's 64 bits, sign-extended when the enum is signed.
  public let bits: UInt64

  /// Its name.
  public var name: String { label.string }
}
