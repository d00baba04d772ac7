/// What `assay init` is asked to do.
public struct InitRequest: Sendable {
  /// Objects, C files and directories; none for an `assay.yml`.
  public var arguments: [String] = []
  /// How C is compiled.
  public var build = BuildRequest()
  /// Where the one file goes; beside its object, or to `assay.yml`, when nil.
  public var output: String?
  /// Whether files that are there are replaced.
  public var isForced = false

  /// A request with the defaults of `assay init`.
  public init() {}
}
