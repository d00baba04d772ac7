/// Reads the tables of this room: one string literal each, a row a line, columns parted by tabs, `-` for "none".
/// (A literal array of hundreds of structs takes the compiler minutes; a string takes it none.)
enum FactTable {
  /// The rows that `decode` accepts, in order. A row it refuses is left out: a test compares the counts.
  static func rows<Row>(_ text: StaticString, columns: Int, decode: ([Substring]) -> Row?) -> [Row] {
    lines(text).compactMap { line in
      let fields = fields(line)
      return fields.count == columns ? decode(fields) : nil
    }
  }

  /// The columns of the line that begins with that word, found without decoding any other; nil when there is none.
  static func fields(of word: some StringProtocol, in text: StaticString) -> [Substring]? {
    let wanted = Array(word.utf8)
    let bytes = text.description.utf8
    var start = bytes.startIndex
    while start < bytes.endIndex {
      let line = bytes[start...].prefix { $0 != UInt8(ascii: "\n") }
      if line.starts(with: wanted), let next = line.dropFirst(wanted.count).first, next == UInt8(ascii: "\t") {
        return fields(Substring(line))
      }
      start = line.endIndex == bytes.endIndex ? line.endIndex : bytes.index(after: line.endIndex)
    }
    return nil
  }

  /// A line's columns.
  static func fields(_ line: Substring) -> [Substring] {
    line.utf8.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map { Substring($0) }
  }

  /// The table's lines. Bytes are compared, not characters: every worker reads tables, and that is ten times faster.
  static func lines(_ text: StaticString) -> [Substring] {
    text.description.utf8.split(separator: UInt8(ascii: "\n")).map { Substring($0) }
  }
}
