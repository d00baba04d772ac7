public import Findings

/// All that is wrong with a file: at least one problem, in the order of the file.
public struct PlacedError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The problems.
  public var problems: [PlacedProblem]

  /// Problems that were found otherwise than by reading YAML.
  public init(problems: [PlacedProblem]) {
    self.problems = problems
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
