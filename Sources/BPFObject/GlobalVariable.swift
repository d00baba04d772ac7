public import BTF

/// A global variable of an object, whose value can be set before the load.
public struct GlobalVariable: Hashable, Sendable {
  /// Its name.
  public var name: String
  /// Its section: `.rodata`, `.data`, `.bss` or a named form of one.
  public var section: String
  /// Its offset in bytes from the section's start.
  public var offset: Int
  /// Its size in bytes.
  public var size: Int
  /// The BTF type of its value; nil when the object's BTF does not know it.
  public var type: TypeID?
}
