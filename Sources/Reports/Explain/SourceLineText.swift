/// A source line as a terminal can show it: tabs are blanks, hostile bytes are visible, and the part that is marked is
/// known in columns.
struct SourceLineText {
  /// Columns of a tab.
  private static let tab = 4

  /// The line, ready to be printed.
  private(set) var text: String
  /// Columns before the marked part.
  private(set) var start: Int
  /// Columns of the marked part.
  private(set) var length: Int

  /// A line of which the bytes `marked` are marked; all but its indentation when nil.
  init(_ line: String, marked: Range<Int>?) {
    var text = ""
    var columns = 0
    var begin: Int?
    var end: Int?
    var offset = 0
    // A newline ends the line: what the compiler recorded of a macro may hold several.
    let scalars = line.unicodeScalars.prefix { $0 != "\n" && $0 != "\r" }
    for scalar in scalars {
      if let marked, begin == nil, offset >= marked.lowerBound { begin = columns }
      if let marked, end == nil, offset >= marked.upperBound { end = columns }
      if scalar == "\t" {
        let width = Self.tab - columns % Self.tab
        text += String(repeating: " ", count: width)
        columns += width
      } else {
        // A character by itself is no command of a runner's.
        let shown = scalar == "[" && text.hasSuffix("##") ? "\\x5b" : TerminalText.escape(String(scalar))
        text += shown
        columns += TerminalText.width(shown)
      }
      offset += scalar.utf8.count
    }
    while text.hasSuffix(" ") {
      text.removeLast()
      columns -= 1
    }
    let indentation = text.prefix { $0 == " " }.count
    start = min(begin ?? indentation, columns)
    length = max(1, min(end ?? columns, columns) - start)
    self.text = text
  }

  /// Columns of the line's indentation; nil for an empty line.
  var indentation: Int? { text.isEmpty ? nil : text.prefix { $0 == " " }.count }

  /// The line with so many columns of its indentation taken away.
  mutating func dedent(_ columns: Int) {
    let taken = min(columns, indentation ?? 0)
    text = String(text.dropFirst(taken))
    start = max(0, start - taken)
  }

  /// The line cut to `room` columns so that the marked part is seen, `…` where something is cut.
  mutating func fit(_ room: Int) {
    guard TerminalText.width(text) > room, room > 8 else { return }
    // As much before the mark as leaves room for the mark, or for its beginning.
    let wanted = min(length, room - 8)
    var dropped = max(0, start + wanted - room + 4)
    if dropped > 0 {
      dropped += 1
      text = "…" + String(text.dropFirst(dropped))
      start = max(1, start - dropped + 1)
    }
    text = TerminalText.cut(text, to: room)
    length = max(1, min(length, TerminalText.width(text) - start))
  }
}
