/// What the cases of a test run are run on a second time, to compare: what is not said is as it is in the run itself.
public struct TestBaseRequest: Sendable {
  /// Another version of the objects: an object or C file, a directory of them, or a commit.
  public var version: String?
  /// The compiler that the other one is made with.
  public var compiler: String?
  /// The kernel that it runs on.
  public var kernel: String?

  /// Nothing but what the run itself has.
  public init() {}

  /// Whether anything is to be compared.
  public var isEmpty: Bool { version == nil && compiler == nil && kernel == nil }
}
