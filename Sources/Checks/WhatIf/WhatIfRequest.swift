/// What `assay what-if` is asked to do.
public struct WhatIfRequest: Sendable {
  /// An object or a C file.
  public var path: String
  /// The program; nil for the only one.
  public var program: String?
  /// Hooks, by their names or as whole section names; none for all that are of the same kind of moment.
  public var hooks: [String] = []
  /// How the object is built, and the kernel.
  public var build = BuildRequest()
  /// The driver that makes the program run; found by trial when nil.
  public var driver: String?
  /// Seconds that one measurement may be silent; nil for the transport's own.
  public var timeLimit: Double?

  /// A request with the defaults of `assay what-if`.
  public init(path: String) {
    self.path = path
  }
}
