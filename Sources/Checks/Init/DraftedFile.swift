/// A file that `assay init` or a recording writes.
public struct DraftedFile: Hashable, Sendable {
  /// Where it goes.
  public var path: String
  /// What it says.
  public var text: String
  /// What is in it, such as `3 cases`.
  public var contents: String
}
