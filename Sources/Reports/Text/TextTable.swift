/// A table of one-line cells fitted to a width: first it drops the columns that matter least, then it cuts the widest
/// flexible one.
struct TextTable {
  /// Where a cell's text stands in its column.
  enum Alignment {
    case left
    case right
  }

  /// One column.
  struct Column {
    var title: String
    var alignment: Alignment
    /// Columns with a larger number go first when the table is too wide; 0 never goes.
    var expendability: Int
    /// Whether it stays and goes with the column before it.
    var isCompanion: Bool

    init(_ title: String, _ alignment: Alignment = .right, expendability: Int = 0, isCompanion: Bool = false) {
      self.title = title
      self.alignment = alignment
      self.expendability = expendability
      self.isCompanion = isCompanion
    }
  }

  /// One cell: its text, already escaped, and how it is coloured.
  struct Cell {
    var text: String
    var style: TerminalStyle?

    init(_ text: String, _ style: TerminalStyle? = nil) {
      self.text = text
      self.style = style
    }
  }

  /// A line of the table.
  enum Line {
    case cells([Cell])
    /// Text across the table, such as a group's heading.
    case heading(String)
    /// Text under a row, wrapped to the width and indented.
    case note(String, indentation: Int)
  }

  var columns: [Column]
  var lines: [Line] = []

  init(columns: [Column]) {
    self.columns = columns
  }

  /// The table as text, each line ended by a newline.
  func render(_ traits: TerminalTraits) -> String {
    let rows = lines.compactMap { line -> [Cell]? in if case .cells(let cells) = line { cells } else { nil } }
    var widths = columns.indices.map { index in
      max(TerminalText.width(columns[index].title), rows.map { TerminalText.width($0[index].text) }.max() ?? 0)
    }
    var shown = Array(columns.indices).filter { index in
      columns[index].expendability == 0 || rows.contains { !$0[index].text.isEmpty }
    }
    func total() -> Int { shown.map { widths[$0] }.reduce(0, +) + 2 * max(shown.count - 1, 0) }
    while total() > traits.columns,
      let victim = shown.filter({ columns[$0].expendability > 0 }).max(by: {
        columns[$0].expendability < columns[$1].expendability
      })
    {
      let companions = columns[(victim + 1)...].prefix(while: \.isCompanion).count
      shown.removeAll { (victim...victim + companions).contains($0) }
    }
    if total() > traits.columns, let first = shown.first {
      widths[first] = max(12, widths[first] - (total() - traits.columns))
    }

    var text = row(columns.map { Cell($0.title, .strong) }, shown: shown, widths: widths, traits: traits)
    for line in lines {
      switch line {
      case .cells(let cells): text += row(cells, shown: shown, widths: widths, traits: traits)
      case .heading(let heading): text += traits.styled(heading, .strong) + "\n"
      case .note(let note, let indentation):
        let room = max(traits.columns - indentation, 20)
        for line in TerminalText.wrap(note, to: room) {
          text += String(repeating: " ", count: indentation) + line + "\n"
        }
      }
    }
    return text
  }

  private func row(_ cells: [Cell], shown: [Int], widths: [Int], traits: TerminalTraits) -> String {
    var line = ""
    for (position, index) in shown.enumerated() {
      let content = TerminalText.cut(cells[index].text, to: widths[index])
      let padding = String(repeating: " ", count: widths[index] - TerminalText.width(content))
      let styled = cells[index].style.map { traits.styled(content, $0) } ?? content
      if position > 0 { line += "  " }
      switch columns[index].alignment {
      case .right: line += padding + styled
      case .left: line += position == shown.count - 1 ? styled : styled + padding
      }
    }
    while line.hasSuffix(" ") { line.removeLast() }
    return line + "\n"
  }
}
