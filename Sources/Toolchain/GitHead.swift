/// A commit, and how it is checked out.
public struct GitHead: Hashable, Sendable {
  /// Its hash.
  public var commit: String
  /// The commits that it follows.
  public var parents: [String]
  /// Its subject.
  public var subject: String
  /// When it was committed, in seconds since 1970.
  public var time: Int
  /// The branch that is checked out; nil where none is.
  public var branch: String?
  /// Whether tracked files differ from it.
  public var isDirty = false
}
