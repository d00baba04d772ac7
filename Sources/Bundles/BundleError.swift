import KernelFacts

/// An error number of the kernel.
public struct BundleError: Codable, Hashable, Sendable, CustomStringConvertible {
  /// The number.
  public var code: Int32
  /// Its name, such as `EACCES`.
  public var name: String?

  /// An error by its number.
  public init(_ code: Int32) {
    self.code = code
    name = ErrorNames.name(of: code)
  }

  /// `EACCES`, or `error 600` for a number that has no name.
  public var description: String { name ?? "error \(code)" }
}
