/// How inputs are built, as the command line says: what every command that takes C has in common.
public struct BuildRequest: Sendable {
  /// The configuration file; found above each input when nil.
  public var configuration: String?
  /// More compiler flags.
  public var compilerFlags: [String] = []
  /// The compiler; found when nil.
  public var compiler: String?
  /// Raw BTF to write `vmlinux.h` from; the running kernel's when nil.
  public var kernelTypes: String?
  /// The worker's path; found beside `assay` when nil.
  public var worker: String?
  /// Where compiled objects and headers are kept; the user's cache directory when nil.
  public var cacheDirectory: String?

  /// The kernels to ask, by name; those of `assay.yml`, or the running one, when empty.
  public var kernels: [String] = []

  /// The files that are looked at, of those that the arguments mean; nil for all.
  public var only: Set<String>?

  /// Nothing but the defaults.
  public init() {}
}
