/// A place in a source file. Lines and columns count from 1, as compilers print them.
public struct SourceSpan: Codable, Hashable, Sendable {
  /// The file's path as the compiler recorded it, or as the user gave it.
  public var file: String
  /// The first line, from 1.
  public var line: Int
  /// The first column, from 1; nil when only the line is known.
  public var column: Int?
  /// One past the last column on `line`; nil when only the start is known.
  public var endColumn: Int?

  /// A place in `file`.
  public init(file: String, line: Int, column: Int? = nil, endColumn: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
    self.endColumn = endColumn
  }

  /// Whether both are on one line of one file.
  public func isSameLine(as other: SourceSpan) -> Bool { file == other.file && line == other.line }
}

extension SourceSpan: CustomStringConvertible {
  /// `file:line:column`, the form that editors jump to.
  public var description: String {
    guard let column else { return "\(file):\(line)" }
    return "\(file):\(line):\(column)"
  }
}
