import Findings

/// A YAML file as values with places.
///
/// The YAML is plain: one document; text is decoded only when a reader says as what; a key stands once; aliases may stand
/// for values (what they expand to is counted), merge keys (`<<`) and tags (`!x`) are refused.
public struct PlacedDocument: Sendable {
  /// The outermost value; a file without any is an empty mapping.
  public let root: PlacedNode
  private let lines: SourceText

  /// Larger files are no configuration.
  public static let sizeLimit = 4 << 20

  /// Reads a file's bytes; `file` is its name in messages.
  public init(_ bytes: [UInt8], file: String) throws(PlacedError) {
    let start = SourceSpan(file: file, line: 1, column: 1)
    guard bytes.count <= Self.sizeLimit else {
      throw PlacedError(problems: [PlacedProblem("the file is larger than \(Self.sizeLimit) bytes", at: start)])
    }
    lines = try SourceText(bytes, file: file)
    var problems = PlacedProblems()
    let root = NodeComposer.compose(lines, &problems)
    guard let root, problems.all.isEmpty else { throw Self.error(problems, lines) }
    self.root = root
  }

  /// Reads the outermost value. Throws all the problems that the reader found, or the value.
  public func decode<Value>(
    _ read: (PlacedNode, inout PlacedProblems) -> Value?
  ) throws(PlacedError) -> Value {
    var problems = PlacedProblems()
    guard let value = read(root, &problems), problems.all.isEmpty else {
      if problems.all.isEmpty { problems.add("the file says nothing that can be used", at: root.span) }
      throw Self.error(problems, lines)
    }
    return value
  }

  private static func error(_ problems: PlacedProblems, _ lines: SourceText) -> PlacedError {
    var all = problems.all
    for index in all.indices { all[index].line = lines.line(all[index].span.line) }
    return PlacedError(
      problems: all.sorted { ($0.span.line, $0.span.column ?? 0) < ($1.span.line, $1.span.column ?? 0) })
  }
}
