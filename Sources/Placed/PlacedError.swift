public import Findings

/// All that is wrong with a file: at least one problem, in the order of the file.
public struct PlacedError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The problems.
  public var problems: [PlacedProblem]

  /// Problems that were found otherwise than by reading YAML.
  public init(problems: [PlacedProblem]) {
    self.problems = problems
  }

  /// Problems that were found in a file's values after it had been read, in the order of the file, with its lines.
  public init(_ found: PlacedProblems, in bytes: [UInt8], file: String) {
    let lines = try? SourceText(bytes, file: file)
    problems = found.all.map { problem in
      var problem = problem
      if problem.span.file == file { problem.line = lines?.line(problem.span.line) }
      return problem
    }.sorted { ($0.span.line, $0.span.column ?? 0) < ($1.span.line, $1.span.column ?? 0) }
  }

  /// A file that could not be read at all.
  public init(unreadable file: String, because reason: String) {
    problems = [PlacedProblem(reason, at: SourceSpan(file: file, line: 1))]
  }

  /// One finding a problem.
  public var findings: [Finding] { problems.map(\.finding) }

  /// The problems with their source lines, one after the other.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
