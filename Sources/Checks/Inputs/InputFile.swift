/// A file that may hold BPF programs, as C or compiled.
public struct InputFile: Hashable, Sendable {
  /// What kind of file it is, told by its name.
  public enum Kind: Hashable, Sendable {
    /// C to be compiled: `.c`.
    case source
    /// Anything else: taken as an object, and said what it is when it is none.
    case object
  }

  /// The path as named, or as found under a named directory.
  public var path: String
  /// C or object.
  public var kind: Kind
  /// Whether the user named it, and did not only name a directory above it: a named file that is no BPF object is an
  /// error, one met on the way is not.
  public var isNamed: Bool

  /// A file by its path.
  public init(path: String, isNamed: Bool) {
    self.path = path
    self.isNamed = isNamed
    kind = path.hasSuffix(".c") ? .source : .object
  }
}
