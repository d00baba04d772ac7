/// Reads the tables of this room: one string literal each, a row a line, columns parted by tabs, `-` for "none".
/// (A literal array of hundreds of structs takes the compiler minutes; a string takes it none.)
enum FactTable {
  /// The rows that `decode` accepts, in order. A row it refuses is left out: a test compares the counts.
  static func rows<Row>(_ text: StaticString, columns: Int, decode: ([Substring]) -> Row?) -> [Row] {
    lines(text).compactMap { line in
      let fields = line.utf8.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      return fields.count == columns ? decode(fields.map { Substring($0) }) : nil
    }
  }

  /// The table's lines. Bytes are compared, not characters: every worker reads tables, and that is ten times faster.
  static func lines(_ text: StaticString) -> [Substring] {
    text.description.utf8.split(separator: UInt8(ascii: "\n")).map { Substring($0) }
  }
}
