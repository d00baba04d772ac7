/// A variable's place in an ELF section, from a `datasec` type.
public struct SectionVariable: Hashable, Sendable {
  /// Its `var` type (in `.ksyms` a `func`).
  public var type: TypeID
  /// Its offset in bytes from the section's start. Clang leaves 0 here for the linker: an object's symbols are right.
  public var offset: Int
  /// Its size in bytes.
  public var size: Int

  /// A variable's place.
  public init(type: TypeID, offset: Int, size: Int) {
    self.type = type
    self.offset = offset
    self.size = size
  }
}
