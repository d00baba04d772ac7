/// Text for a terminal from text that nobody vouches for: names in objects, messages of kernels, file names.
public enum TerminalText {
  /// The text with everything that could move the cursor, change colours, ring, reorder or hide made visible as `\xNN` or
  /// `\u{NNNN}`; newlines and tabs become `\n` and `\t`, so that the result is always one line.
  ///
  /// So is what GitHub's and Azure's runners would take for a command in what a step prints: `::name` behind a space or at a line's
  /// beginning, and `##[name]`.
  public static func escape(_ text: some StringProtocol) -> String {
    let visible = visible(text)
    guard hasPair(visible) else { return visible }
    var result = ""
    var rest = visible.replacing("##[", with: "#\\x23[")[...]
    while let colons = rest.firstRange(of: "::") {
      let isFirst = colons.lowerBound == rest.startIndex ? result.isEmpty : rest[..<colons.lowerBound].last == " "
      let word = rest[colons.upperBound...].prefix { $0.isASCII && $0.isLetter || $0 == "-" }
      // `::ffff:10.0.0.1` is an address.
      let isCommand = isFirst && word.contains { $0.isLetter && !$0.isHexDigit }
      result += rest[..<colons.lowerBound] + (isCommand ? "\\x3a:" : "::")
      rest = rest[colons.upperBound...]
    }
    return result + rest
  }

  /// Whether a text has `::` or `##`, as hardly any has.
  private static func hasPair(_ text: String) -> Bool {
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if byte == previous, byte == UInt8(ascii: ":") || byte == UInt8(ascii: "#") { return true }
      previous = byte
    }
    return false
  }

  private static func visible(_ text: some StringProtocol) -> String {
    guard text.unicodeScalars.contains(where: needsEscape) else { return String(text) }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where needsEscape(scalar):
        let digits = String(scalar.value, radix: 16)
        result += scalar.value < 0x100 ? "\\x" + (digits.count < 2 ? "0" : "") + digits : "\\u{\(digits)}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Columns that the text takes in a terminal: wide characters two, combining ones none.
  public static func width(_ text: some StringProtocol) -> Int {
    var columns = 0
    for scalar in text.unicodeScalars {
      columns += width(of: scalar)
    }
    return columns
  }

  /// The text cut to at most `columns`, its end replaced by `…` when something was cut.
  public static func cut(_ text: String, to columns: Int) -> String {
    guard width(text) > columns else { return text }
    guard columns > 1 else { return columns == 1 ? "…" : "" }
    var result = ""
    var used = 0
    for character in text {
      let wide = width(String(character))
      guard used + wide <= columns - 1 else { break }
      result.append(character)
      used += wide
    }
    return result + "…"
  }

  /// The text in lines of at most `columns`, broken at spaces, but neither between a number and its unit nor within a number;
  /// what is longer stands on a line of its own, uncut.
  public static func wrap(_ text: String, to columns: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in NumberWords.joined(text.split(separator: " ")) {
      if line.isEmpty {
        line = word
      } else if width(line) + 1 + width(word) <= columns {
        line += " " + word
      } else {
        lines.append(line)
        line = word
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: true
    default: scalar == "\u{FFFD}"
    }
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    // East Asian wide ranges and emoji, as terminals draw them.
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
      0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }
}
