/// How many more instructions go to a line of C than to the same line of what a program is compared with.
public struct LineChange: Hashable, Sendable {
  /// The line, as the program has it; as the base has it where the program has none.
  public var line: LineCosts.Line
  /// How many more; below 0 for fewer.
  public var change: Int

  /// The lines that do not cost the same, those that changed most first. Lines are the same by their text, wherever it
  /// stands now: a line that was put in moves all that follow.
  static func all(from base: LineCosts, to head: LineCosts) -> [LineChange] {
    var changes: [Key: LineChange] = [:]
    for (lines, sign) in [(head.lines, 1), (base.lines, -1)] {
      for line in lines {
        changes[Key(line), default: LineChange(line: line, change: 0)].change += sign * line.instructions
      }
    }
    return changes.values.filter { $0.change != 0 }.sorted {
      ($1.change.magnitude, $0.line.file, $0.line.line) < ($0.change.magnitude, $1.line.file, $1.line.line)
    }
  }

  private struct Key: Hashable {
    var text: String
    /// Counts only where there is no text.
    var line: Int

    init(_ line: LineCosts.Line) {
      text = line.text.filter { $0 != " " && $0 != "\t" }
      self.line = text.isEmpty ? line.line : 0
    }
  }
}
