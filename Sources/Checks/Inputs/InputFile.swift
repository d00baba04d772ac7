/// A file that may hold BPF programs, as C, as a script or compiled.
public struct InputFile: Hashable, Sendable {
  /// What kind of file it is, told by its name.
  public enum Kind: Hashable, Sendable {
    /// C to be compiled: `.c`.
    case source
    /// A bpftrace script to be compiled: `.bt`.
    case script
    /// Anything else: taken as an object, and said what it is when it is none.
    case object
  }

  /// How reports name it: the path as named, or as found under a named directory, and `tool!object` for an object inside
  /// an executable.
  public var path: String
  /// The file that is read.
  public var storage: String
  /// Which of the objects inside that file it is, from 0; nil for the file as a whole.
  public var part: Int?
  /// C, script or object.
  public var kind: Kind
  /// Whether the user named it, and did not only name a directory above it: a named file that is no BPF object is an
  /// error, one met on the way is not.
  public var isNamed: Bool

  /// A file by its path.
  public init(path: String, isNamed: Bool) {
    self.path = path
    self.isNamed = isNamed
    storage = path
    kind = path.hasSuffix(".c") ? .source : path.hasSuffix(".bt") ? .script : .object
  }

  /// An object inside an executable.
  init(part: Int, of count: Int, inside path: String, isNamed: Bool) {
    self.init(path: path, isNamed: isNamed)
    self.part = part
    self.path = "\(path)!object\(count > 1 ? "\(part + 1)" : "")"
    kind = .object
  }
}
