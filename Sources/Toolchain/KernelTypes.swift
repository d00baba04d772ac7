/// Whose types a generated `vmlinux.h` declares.
public enum KernelTypes: Hashable, Sendable {
  /// The running kernel's.
  case running
  /// Those of a file of raw BTF.
  case file(String)
}
