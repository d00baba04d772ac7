public import BTF

/// A table of functions that a kernel subsystem calls: a variable in `.struct_ops` or `.struct_ops.link`.
public struct StructOps: Hashable, Sendable {
  /// One member that the object gives a function.
  public struct Member: Hashable, Sendable {
    /// The member's name; `+N` with the offset in bytes when the object's BTF has no member there.
    public var name: String
    /// The program's name.
    public var program: String
  }
  /// The variable's name.
  public var name: String
  /// Its section.
  public var section: String
  /// The struct's name, such as `tcp_congestion_ops`; nil when the object's BTF does not say.
  public var structName: String?
  /// The struct's BTF type.
  public var type: TypeID?
  /// Whether it is attached through a link (`.struct_ops.link`).
  public var usesLink: Bool
  /// The members with functions, in the order of their offsets.
  public var members: [Member]
}
