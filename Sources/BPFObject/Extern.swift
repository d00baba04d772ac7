public import BTF

/// A symbol that an object uses and does not define: the kernel or the loader provides it.
public struct Extern: Hashable, Sendable {
  /// The kinds of extern.
  public enum Kind: Hashable, Sendable {
    /// A kernel function (`__ksym` on a function declaration).
    case kernelFunction
    /// A kernel variable (`__ksym`).
    case kernelVariable
    /// A configuration value or `LINUX_KERNEL_VERSION` (`__kconfig`).
    case kconfig
    /// Undefined, and the object's BTF does not say what it should be: a function of another file, or of a C library.
    case unknown
  }
  /// The symbol's name; a flavour after `___` is not part of the kernel's name.
  public let name: String
  /// Its kind.
  public let kind: Kind
  /// Whether the object loads without it (`__weak`).
  public let isWeak: Bool
  /// Its BTF type: a `func` or a `var`.
  public let type: TypeID?
}
