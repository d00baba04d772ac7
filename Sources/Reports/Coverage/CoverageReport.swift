public import Records

/// What ran of the programs under test, in every format.
public struct CoverageReport: Codable, Hashable, Sendable {
  /// The version of this shape, raised when a field changes meaning or goes.
  public static let currentFormat = 1

  /// The format's version.
  public var format: Int
  /// Assay's version.
  public var assay: String
  /// The objects, in the order in which they were given.
  public var objects: [CoveredObject]

  /// A report.
  public init(assay: String, objects: [CoveredObject]) {
    format = Self.currentFormat
    self.assay = assay
    self.objects = objects
  }

  /// Basic blocks of all programs.
  public var blocks: CoverageCount { objects.flatMap(\.programs).map(\.blocks).total }
  /// Ways of branches of all programs: two a branch.
  public var branches: CoverageCount { objects.flatMap(\.programs).map(\.branches).total }
}
