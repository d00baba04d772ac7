public import BTF
public import KernelFacts

/// A kernel that the program is meant for.
public struct LintTarget: Sendable {
  /// How the user names it: `5.10`, `debian:6.1`, `host`.
  public var name: String
  /// Its version.
  public var version: KernelVersion
  /// Its types; nil when they are not at hand.
  public var types: TypeTable?

  /// A kernel.
  public init(name: String, version: KernelVersion, types: TypeTable? = nil) {
    self.name = name
    self.version = version
    self.types = types
  }
}
