/// What `assay show` is asked to read.
public struct ShowRequest: Sendable {
  /// An object or a C file.
  public var path: String
  /// The variant of `assay.yml` that a C file is built as; its first one when nil.
  public var variant: String?
  /// How it is built.
  public var build = BuildRequest()

  /// A request with the defaults of `assay show`.
  public init(path: String) {
    self.path = path
  }
}
