/// Text for XML 1.0 from text that nobody vouches for.
enum XMLText {
  /// The text with markup escaped, for elements and for attributes in double quotes. Characters that XML 1.0 cannot hold
  /// are written as `\xNN` or `\u{NNNN}`.
  static func escape(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&apos;"
      case "\n": result += "&#10;"
      case "\t": result += "&#9;"
      default:
        let escaped = TerminalText.escape(String(scalar))
        result += escaped
      }
    }
    return result
  }
}
