/// Markdown from text that nobody vouches for.
enum MarkdownText {
  /// The text with everything that Markdown or HTML would take for its own made plain; `…` in backticks stays code.
  static func escape(_ text: String) -> String {
    var out = ""
    let parts = TerminalText.escape(text).split(separator: "`", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      // Between two backticks; a last one without a partner is plain.
      if index % 2 == 1, index < parts.count - 1, !part.isEmpty {
        out += "`\(part)`"
        continue
      }
      if index % 2 == 1 { out += index < parts.count - 1 ? "\\`\\`" : "\\`" }
      for character in part {
        switch character {
        case "\\", "*", "_", "[", "]", "#", "|", "~": out += "\\\(character)"
        case "<": out += "&lt;"
        case ">": out += "&gt;"
        case "&": out += "&amp;"
        // No one is to be notified.
        case "@": out += "&#64;"
        default: out.append(character)
        }
      }
    }
    return out
  }

  /// The text as a paragraph in lines of at most 120 columns.
  static func paragraph(_ text: String) -> String {
    TerminalText.wrap(escape(text), to: 120).map(begun).joined(separator: "\n") + "\n"
  }

  /// The text as a line of its own, or as the first of one.
  static func line(_ text: String) -> String { begun(escape(text)) }

  /// What would begin a list or underline a heading at the beginning of a line is plain text here.
  private static func begun(_ line: String) -> String {
    if let first = line.first, "-+=".contains(first) { return "\\" + line }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    let rest = line.dropFirst(digits.count)
    // `5.10 and later` is none.
    let isItem = !digits.isEmpty && [".", ")"].contains(rest.prefix { $0 != " " })
    return isItem ? "\(digits)\\\(rest)" : line
  }

  /// The text as a table's cell, which a bar would end, in code too.
  static func cell(_ text: String) -> String { barred(escape(text)) }

  /// A name as code in a table's cell.
  static func codeCell(_ text: String) -> String { barred(codeSpan(text)) }

  private static func barred(_ markdown: String) -> String {
    markdown.replacing("\\|", with: "|").replacing("|", with: "\\|")
  }

  /// A name as code within a line.
  static func codeSpan(_ text: String) -> String {
    let text = TerminalText.escape(text)
    return text.contains("`") ? escape(text) : "`\(text)`"
  }

  /// A block of code whose fence no line in it can close.
  static func code(_ text: String, language: String = "") -> String {
    var longest = 2
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    return "\(fence)\(language)\n\(text)\(text.hasSuffix("\n") ? "" : "\n")\(fence)\n"
  }
}
