import Findings

/// A file's text and its lines.
struct SourceText: Sendable {
  let file: String
  let text: String
  private let lines: [Substring]

  /// Fails at the first byte that is not UTF-8.
  init(_ bytes: [UInt8], file: String) throws(PlacedError) {
    self.file = file
    var bytes = bytes[...]
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { bytes = bytes.dropFirst(3) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let good = Self.validPrefix(bytes)
      let before = String(decoding: bytes.prefix(good), as: UTF8.self)
      let rows = before.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      let column = rows.last.map { Substring($0).unicodeScalars.count } ?? 0
      throw PlacedError(problems: [
        PlacedProblem(
          "the file is not UTF-8 text", at: SourceSpan(file: file, line: max(1, rows.count), column: column + 1))
      ])
    }
    self.text = text
    lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      let line = Substring($0)
      return line.utf8.last == UInt8(ascii: "\r") ? Substring(line.utf8.dropLast()) : line
    }
  }

  /// Whether a tab stands there.
  func isTab(at span: SourceSpan) -> Bool {
    guard let column = span.column, let line = line(span.line) else { return false }
    return line.unicodeScalars.dropFirst(column - 1).first == "\t"
  }

  /// A line's text, counted from 1; nil when there is none.
  func line(_ number: Int) -> String? {
    lines.indices.contains(number - 1) ? String(lines[number - 1]) : nil
  }

  /// Columns behind this one have no end: nobody sees a caret there, and a line of a hundred thousand values would be
  /// walked from its start for each of them.
  private static let lastColumn = 1000

  /// One past the last column of `text` when it stands as it is at a place, plain or in quotes.
  func end(of text: String, at span: SourceSpan) -> Int? {
    let (line, column) = (span.line, span.column ?? 1)
    guard lines.indices.contains(line - 1), (1...Self.lastColumn).contains(column), !text.isEmpty else { return nil }
    let rest = lines[line - 1].unicodeScalars.dropFirst(column - 1)
    let quotes = rest.first == "'" || rest.first == "\"" ? 1 : 0
    guard rest.dropFirst(quotes).starts(with: text.unicodeScalars) else { return nil }
    return column + text.unicodeScalars.count + 2 * quotes
  }

  /// The next line below a place with `text` as a key at the same column: the second of two equal keys of a block mapping.
  func next(_ text: String, below span: SourceSpan) -> SourceSpan? {
    var place = span
    while place.line < lines.count {
      place.line += 1
      place.endColumn = end(of: text, at: place)
      guard let end = place.endColumn, let column = place.column else { continue }
      let scalars = lines[place.line - 1].unicodeScalars
      let before = scalars.prefix(column - 1).allSatisfy { $0 == " " || $0 == "-" }
      if before, scalars.dropFirst(end - 1).first(where: { $0 != " " }) == ":" { return place }
    }
    return nil
  }

  private static func validPrefix(_ bytes: ArraySlice<UInt8>) -> Int {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var count = 0
    while case .valid(let scalar) = parser.parseScalar(from: &iterator) { count += scalar.count }
    return count
  }
}
