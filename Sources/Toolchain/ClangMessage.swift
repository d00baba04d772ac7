import Findings

/// One line of clang's: `FILE:LINE:COLUMN:{ranges}: error: text [-Wflag]`, or without a place.
struct ClangMessage: Hashable {
  var severity: Severity
  var span: SourceSpan?
  var text: String

  /// Reads a line; nil when it is no message. A file's name may hold colons and words like `error`: the names that are
  /// known are tried first.
  init?(_ line: Substring, source: String, headers: [String]) {
    for name in [source] + headers where line.hasPrefix(name) {
      if let message = Self.placed(line, file: name, rest: line.utf8.dropFirst(name.utf8.count)) {
        self = message
        return
      }
    }
    var rest = line.utf8
    while let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
      if colon > line.startIndex,
        let message = Self.placed(line, file: String(line[..<colon]), rest: line.utf8[colon...])
      {
        self = message
        return
      }
      rest = rest[line.utf8.index(after: colon)...]
    }
    // Messages about no place: `error: ...`, `clang: error: ...`, `clang-14: error: ...`.
    if let (severity, text) = Self.severity(line) {
      self.init(severity: severity, span: nil, text: text)
    } else if line.hasPrefix("clang"), let colon = line.firstIndex(of: ":"),
      let (severity, text) = Self.severity(line[colon...].dropFirst(2))
    {
      self.init(severity: severity, span: nil, text: text)
    } else {
      return nil
    }
  }

  private init(severity: Severity, span: SourceSpan?, text: String) {
    self.severity = severity
    self.span = span
    self.text = text
  }

  /// `rest` is `:LINE:COLUMN:{LINE:COLUMN-LINE:COLUMN}...: severity: text`.
  private static func placed(_ line: Substring, file: String, rest: Substring.UTF8View) -> ClangMessage? {
    var rest = rest
    guard let row = number(&rest, after: ":"), let column = number(&rest, after: ":") else { return nil }
    var end: Int?
    guard rest.first == UInt8(ascii: ":") else { return nil }
    rest = rest.dropFirst()
    while rest.first == UInt8(ascii: "{") {
      guard let startLine = number(&rest, after: "{"), let startColumn = number(&rest, after: ":"),
        let endLine = number(&rest, after: "-"), let endColumn = number(&rest, after: ":"),
        rest.first == UInt8(ascii: "}")
      else { return nil }
      rest = rest.dropFirst()
      if end == nil, startLine == row, startColumn <= column, endLine == row, endColumn > column { end = endColumn }
    }
    if rest.first == UInt8(ascii: ":") { rest = rest.dropFirst() }
    guard rest.first == UInt8(ascii: " "), let (severity, text) = severity(Substring(rest.dropFirst())) else {
      return nil
    }
    // Line 0 is "no place in this file": whole-module messages of the code generator.
    let span = row > 0 ? SourceSpan(file: file, line: row, column: column > 0 ? column : nil, endColumn: end) : nil
    return ClangMessage(severity: severity, span: span, text: text)
  }

  private static func number(_ rest: inout Substring.UTF8View, after mark: Character) -> Int? {
    guard let first = rest.first, first == mark.asciiValue else { return nil }
    let digits = rest.dropFirst().prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    guard let number = Int(Substring(digits)) else { return nil }
    rest = rest[digits.endIndex...]
    return number
  }

  private static func severity(_ text: Substring) -> (Severity, String)? {
    let words: [(String, Severity)] = [
      ("fatal error: ", .error), ("error: ", .error), ("warning: ", .warning), ("note: ", .note), ("remark: ", .note),
    ]
    for (word, severity) in words where text.hasPrefix(word) {
      return (severity, String(text.dropFirst(word.count)))
    }
    return nil
  }
}
