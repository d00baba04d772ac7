/// What `assay explain` is asked to explain.
public struct ExplainRequest: Sendable {
  /// Files with logs in them; `-` is standard input.
  public var inputs: [String] = []
  /// The object that the logs are about, or the C file that it is compiled from; nil when there is only the log.
  public var object: String?
  /// The program of the object; found by the log when nil.
  public var program: String?
  /// The kernel that wrote the logs, which do not say; nil when the user does not either.
  public var kernelVersion: String?
  /// Whether the failing paths are kept, for a report that shows them.
  public var keepsPaths = false
  /// How C is compiled.
  public var build = BuildRequest()

  /// A request with the defaults of `assay explain`.
  public init() {}
}
