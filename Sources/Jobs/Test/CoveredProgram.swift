/// What ran of a program during a case. Its basic blocks and the ways of its branches are its sites, numbered alike by
/// whoever takes the program apart; each slice has a byte a site.
public struct CoveredProgram: Codable, Hashable, Sendable {
  /// The program's name.
  public var program: String
  /// 1 for each site that was passed; empty when none can be marked.
  public var passed: ByteSlice
  /// What is known of its sites beforehand: told with the first case behind each load that taught something new.
  public var profile: SiteProfile?

  /// What ran of a program.
  public init(program: String, passed: ByteSlice, profile: SiteProfile? = nil) {
    self.program = program
    self.passed = passed
    self.profile = profile
  }
}
