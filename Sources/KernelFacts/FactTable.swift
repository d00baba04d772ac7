/// Reads the tables of this room: one string literal each, a row a line, columns parted by tabs, `-` for "none".
/// (A literal array of hundreds of structs takes the compiler minutes; a string takes it none.)
enum FactTable {
  /// The rows that `decode` accepts, in order. A row it refuses is left out: a test compares the counts.
  static func rows<Row>(_ text: StaticString, columns: Int, decode: ([Substring]) -> Row?) -> [Row] {
    lines(text).compactMap { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      return fields.count == columns ? decode(fields) : nil
    }
  }

  /// The table's lines.
  static func lines(_ text: StaticString) -> [Substring] {
    text.description.split(separator: "\n")
  }
}
