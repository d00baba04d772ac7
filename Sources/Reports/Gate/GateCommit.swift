/// The commit that a gate looked at.
public struct GateCommit: Codable, Hashable, Sendable {
  /// Its hash.
  public var hash: String
  /// The branch; nil where none is checked out and no one says it.
  public var branch: String?
  /// Whether files that git knows were otherwise than in the commit.
  public var isChanged: Bool

  /// A commit.
  public init(hash: String, branch: String? = nil, isChanged: Bool = false) {
    self.hash = hash
    self.branch = branch
    self.isChanged = isChanged
  }
}
