/// A page of a dashboard.
public struct DashboardPage: Hashable, Sendable {
  /// The mark by which a page of Assay's is known in a directory.
  public static let mark = "<meta name=\"generator\" content=\"assay dashboard\">"

  /// The file's name.
  public var name: String
  /// The file's text.
  public var text: String
}
