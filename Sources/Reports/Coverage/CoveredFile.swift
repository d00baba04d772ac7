/// A source file, and what ran of it.
public struct CoveredFile: Codable, Hashable, Sendable {
  /// Its path: relative to where Assay stood when it is below, else as the compiler recorded it.
  public var path: String
  /// The functions of programs that begin in it, by line.
  public var functions: [CoveredFunction]
  /// Its lines that instructions came from, ascending.
  public var lines: [CoveredLine]
  /// All its lines, where the file is there and as it was when the object was made; else none. Not part of the JSON.
  public var source: [String] = []

  private enum CodingKeys: String, CodingKey {
    case path, functions, lines
  }

  /// A file.
  public init(path: String, functions: [CoveredFunction], lines: [CoveredLine], source: [String] = []) {
    self.path = path
    self.functions = functions
    self.lines = lines
    self.source = source
  }

  /// The lines to show, with what is known of each: all of the source where it is there, else those that are known.
  var rows: [(number: Int, line: CoveredLine?, text: String)] {
    guard !source.isEmpty else { return lines.map { ($0.line, $0, Self.expanded($0.text)) } }
    let known = Dictionary(lines.map { ($0.line, $0) }, uniquingKeysWith: { first, _ in first })
    return source.enumerated().map { ($0 + 1, known[$0 + 1], Self.expanded($1)) }
  }

  private static func expanded(_ text: String) -> String { text.replacing("\t", with: "    ") }
}
