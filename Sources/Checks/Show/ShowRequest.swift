/// What `assay show` is asked to read.
public struct ShowRequest: Sendable {
  /// An object or a C file.
  public var path: String
  /// The variant of `assay.yml` that a C file is built as; its first one when nil.
  public var variant: String?
  /// The configuration file; found above the input when nil.
  public var configuration: String?
  /// More compiler flags.
  public var compilerFlags: [String] = []
  /// The compiler; found when nil.
  public var compiler: String?
  /// Raw BTF to write `vmlinux.h` from; the running kernel's when nil.
  public var kernelTypes: String?
  /// The worker's path, for a `vmlinux.h`; found beside `assay` when nil.
  public var worker: String?
  /// Where compiled objects and headers are kept; the user's cache directory when nil.
  public var cacheDirectory: String?

  /// A request with the defaults of `assay show`.
  public init(path: String) {
    self.path = path
  }

  /// The request whose builds `assay verify` would make of the same input.
  var builds: VerifyRequest {
    var request = VerifyRequest()
    request.arguments = [path]
    request.configuration = configuration
    request.compilerFlags = compilerFlags
    request.compiler = compiler
    request.kernelTypes = kernelTypes
    request.cacheDirectory = cacheDirectory
    return request
  }
}
