/// Writes stored values as YAML that Assay's own reader reads back as they were.
enum SnapshotText {
  /// Keys longer than this cannot stand before a colon on their line: YAML allows 1,024 characters.
  private static let simpleKeyLimit = 900

  /// A value as lines below its key, indented.
  static func block(_ value: SnapshotValue, indentation: Int) -> String {
    let padding = String(repeating: " ", count: indentation)
    switch value {
    case .text, .any, .list([]), .mapping([]): return padding + value.flow + "\n"
    case .list(let values):
      return values.map { value in
        // The first line of what is inside stands behind the dash.
        padding + "- " + block(value, indentation: indentation + 2).dropFirst(indentation + 2)
      }.joined()
    case .mapping(let entries):
      return entries.map { entry in
        let key = scalar(entry.key)
        let isSimple = key.utf8.count <= simpleKeyLimit
        let start = isSimple ? "\(padding)\(key):" : "\(padding)? \(key)\n\(padding):"
        if isFlat(entry.value) { return start + " \(entry.value.flow)\n" }
        return start + "\n" + block(entry.value, indentation: indentation + 2)
      }.joined()
    }
  }

  /// Text as a scalar: plain where it reads the same, in quotes elsewhere.
  static func scalar(_ text: String) -> String { isPlain(text) ? text : quoted(text) }

  /// Whether a value stands on the line of its key: short values of one level do.
  private static func isFlat(_ value: SnapshotValue) -> Bool {
    func isText(_ value: SnapshotValue) -> Bool {
      switch value {
      case .text, .any: true
      case .list, .mapping: false
      }
    }
    switch value {
    case .text, .any, .list([]), .mapping([]): return true
    case .list(let values): return values.allSatisfy(isText) && value.flow.utf8.count <= 80
    case .mapping(let entries): return entries.allSatisfy { isText($0.value) } && value.flow.utf8.count <= 80
    }
  }

  /// Plain text is words of ASCII that mean nothing to YAML anywhere: in a block, in a list in brackets, as a key.
  private static func isPlain(_ text: String) -> Bool {
    guard text != SnapshotValue.anyWord, let first = text.utf8.first, let last = text.utf8.last,
      last != UInt8(ascii: " ")
    else { return false }
    func isWord(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
    }
    let inner = Array("./()+=;<>^$-@ ".utf8)
    guard
      isWord(first) || (first == UInt8(ascii: "/") || first == UInt8(ascii: "("))
        || (first == UInt8(ascii: "-") && text.utf8.dropFirst().first.map(isWord) == true)
    else { return false }
    return text.utf8.allSatisfy { isWord($0) || inner.contains($0) }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      // The reader keeps the one for itself, and drops the other where a text starts with it.
      case "\u{E000}", "\u{FEFF}": result += "\u{FFFD}"
      case " "..."~": result.unicodeScalars.append(scalar)
      default:
        let isShown =
          switch scalar.properties.generalCategory {
          case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
            .spaceSeparator:
            false
          default: true
          }
        if isShown {
          result.unicodeScalars.append(scalar)
        } else {
          let hex = String(scalar.value, radix: 16, uppercase: true)
          let (letter, digits) = scalar.value <= 0xff ? ("x", 2) : scalar.value <= 0xffff ? ("u", 4) : ("U", 8)
          result += "\\\(letter)" + String(repeating: "0", count: digits - hex.count) + hex
        }
      }
    }
    return result + "\""
  }
}
