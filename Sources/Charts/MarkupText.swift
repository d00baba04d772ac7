/// Text of unknown origin as text of an XML document.
public enum MarkupText {
  /// Markup characters become entities; what XML forbids and what reorders or hides text becomes U+FFFD.
  public static func escape(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "\t": out += " "
      case _ where scalar.value < 0x20 || isUnseen(scalar) || scalar.value & 0xfffe == 0xfffe:
        out.unicodeScalars.append("\u{fffd}")
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  /// What reorders or hides text as U+FFFD, and all else as it is: for text that a script puts into a page.
  public static func seen(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnseen) else { return text }
    var out = ""
    for scalar in text.unicodeScalars { out.unicodeScalars.append(isUnseen(scalar) ? "\u{fffd}" : scalar) }
    return out
  }

  private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
    (0x7f...0x9f).contains(scalar.value) || scalar.value > 0x9f && scalar.properties.generalCategory == .format
  }
}
