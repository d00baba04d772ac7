/// What ran of an object's programs.
public struct CoveredObject: Codable, Hashable, Sendable {
  /// The object as it was given.
  public var path: String
  /// The variant that it was built as; nil where there is one way.
  public var variant: String?
  /// The programs that cases ran, by name.
  public var programs: [ProgramCoverage]
  /// The source files that they were made from, by path; empty without line information.
  public var files: [CoveredFile]

  /// What ran of an object.
  public init(path: String, variant: String? = nil, programs: [ProgramCoverage], files: [CoveredFile]) {
    self.path = path
    self.variant = variant
    self.programs = programs
    self.files = files
  }

  /// The path, with the variant.
  var label: String { path + (variant.map { " (\($0))" } ?? "") }
}
