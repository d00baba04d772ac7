/// What ran of an object's programs.
public struct CoveredObject: Codable, Hashable, Sendable {
  /// The object as it was given, with its variant.
  public var path: String
  /// The programs that cases ran, by name.
  public var programs: [ProgramCoverage]
  /// The source files that they were made from, by path; empty without line information.
  public var files: [CoveredFile]

  /// What ran of an object.
  public init(path: String, programs: [ProgramCoverage], files: [CoveredFile]) {
    self.path = path
    self.programs = programs
    self.files = files
  }
}
