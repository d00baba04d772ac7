public import Records

/// What `assay bisect` is asked to do.
public struct BisectRequest: Sendable {
  /// An object's C file.
  public var path: String
  /// A program of it, by its function's name; the only one when nil.
  public var program: String?
  /// A commit before the figure moved.
  public var good: String
  /// A commit after it.
  public var bad = "HEAD"
  /// What the figure is of.
  public var metric = FigureMetric.body
  /// The case that is counted; the costliest when nil.
  public var testCase: String?
  /// The kernel; the usual one for counting, and the host for loading, when nil.
  public var kernel: String?
  /// What makes attached programs run; found by trial when nil.
  public var driver: String?
  /// How the file is built.
  public var build = BuildRequest()

  /// A request with the defaults of `assay bisect`.
  public init(path: String, good: String) {
    self.path = path
    self.good = good
  }
}
