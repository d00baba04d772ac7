/// Words of an object in a file that is drafted: an object's names may hold anything.
enum DraftText {
  /// Examples that are longer stand on several lines.
  static let width = 96

  /// A name as a scalar of a test file, where a dollar begins a reference.
  static func scalar(_ name: String) -> String { SnapshotText.scalar(name).replacing("$", with: "$$") }

  /// Lines as comments, `# ` before each, at an indentation.
  static func comment(_ lines: [String], at indentation: Int) -> [String] {
    lines.map { String(repeating: " ", count: indentation) + "# " + $0 }
  }

  /// Lines further in.
  static func indented(_ lines: [String], by count: Int) -> [String] {
    lines.map { String(repeating: " ", count: count) + $0 }
  }
}
