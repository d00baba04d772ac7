public import Records

/// Which commit moved a figure: what `assay bisect` prints in every format.
public struct BisectReport: Codable, Hashable, Sendable {
  /// The version of this shape, raised when a field changes meaning or goes.
  public static let currentFormat = 1

  /// A commit, and the figure there.
  public struct Probe: Codable, Hashable, Sendable {
    /// The commit's hash.
    public var commit: String
    /// Its subject.
    public var subject: String
    /// When it was committed, in seconds since 1970.
    public var time: Int
    /// The figure; nil where it could not be had.
    public var value: Int?
    /// Why there is no figure.
    public var reason: String?

    /// A commit whose figure is not known yet.
    public init(commit: String, subject: String, time: Int) {
      self.commit = commit
      self.subject = subject
      self.time = time
    }
  }

  /// The format's version.
  public var format: Int
  /// Assay's version.
  public var assay: String
  /// What the figure is of.
  public var series: FigureSeries
  /// The commits that were looked at, the oldest first.
  public var probes: [Probe]
  /// The commits that may have moved the figure: one where it was found, none where nothing moved, several where those
  /// between could not be measured.
  public var suspects: [String]

  /// A report.
  public init(assay: String, series: FigureSeries, probes: [Probe], suspects: [String]) {
    format = Self.currentFormat
    self.assay = assay
    self.series = series
    self.probes = probes
    self.suspects = suspects
  }
}
