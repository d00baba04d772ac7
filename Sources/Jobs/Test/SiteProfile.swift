/// What is known of a loaded program's sites before it runs.
public struct SiteProfile: Codable, Hashable, Sendable {
  /// 1 for each site that the verifier came to; nil when its log does not tell of all.
  public var reached: ByteSlice?
  /// 1 for each site that leaves no mark when it is passed.
  public var unmarked: ByteSlice
  /// Why sites leave no marks, in words; nil when all do.
  public var problem: String?

  /// A profile.
  public init(reached: ByteSlice?, unmarked: ByteSlice, problem: String?) {
    self.reached = reached
    self.unmarked = unmarked
    self.problem = problem
  }
}
