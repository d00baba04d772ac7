/// An instruction that the loader adapts to the target kernel's types.
public struct CORERelocation: Sendable {
  /// The instruction's slot (8 bytes each) from its section's start; a linker of programs may move it.
  public var slot: Int
  /// What is asked for.
  public let kind: CORERelocationKind
  /// The object's own type that the access starts from.
  public let type: TypeID
  let accessLabel: BorrowedName

  /// The access string: numbers of members and elements between colons, such as `0:1:2`.
  public var access: String { accessLabel.string }
}
