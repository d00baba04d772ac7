/// Texts as YAML has them, within a line.
public enum YAMLText {
  /// The text in double quotes; what nobody sees, or what ends a line or changes how it reads, in escapes.
  public static func quoted(_ text: some StringProtocol) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case _ where isSeen(scalar): out.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16)
        out += "\\U" + String(repeating: "0", count: 8 - digits.utf8.count) + digits
      }
    }
    return out + "\""
  }

  /// The text: plain where nothing in it could be taken for YAML's own, else in quotes.
  public static func scalar(_ text: String) -> String {
    let isPlain =
      text.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || "._-/+:".utf8.contains($0) }
      && text.utf8.first.map(isLetter) ?? false && !text.hasSuffix(":")
      && !["true", "false", "null", "yes", "no", "on", "off"].contains(text.lowercased())
    return isPlain ? text : quoted(text)
  }

  /// Texts as a list in one line.
  public static func list(_ texts: [String]) -> String { "[\(texts.map(scalar).joined(separator: ", "))]" }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  private static func isSeen(_ scalar: Unicode.Scalar) -> Bool {
    guard !(0x20..<0x7F).contains(scalar.value) else { return true }
    return switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }
}
