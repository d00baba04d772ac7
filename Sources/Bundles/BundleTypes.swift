/// BTF that was loaded, or that programs or maps have.
public struct BundleTypes: Codable, Hashable, Sendable {
  /// Its size in bytes.
  public var bytes: Int
  /// Why the kernel refused it; nil when it took it.
  public var error: BundleError?

  /// BTF of a size.
  public init(bytes: Int, error: BundleError? = nil) {
    self.bytes = bytes
    self.error = error
  }
}
