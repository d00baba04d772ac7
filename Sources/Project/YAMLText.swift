/// Values as YAML that reads as they are.
enum YAMLText {
  /// A text: plain where nothing in it could be taken for YAML's own, else in quotes.
  static func scalar(_ text: String) -> String {
    let isPlain =
      text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || "._-/+:".utf8.contains(byte)
      } && text.utf8.first.map { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) } ?? false
      && !text.hasSuffix(":") && !["true", "false", "null", "yes", "no", "on", "off"].contains(text.lowercased())
    guard !isPlain else { return text }
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case _ where scalar.value < 32 || (127..<160).contains(scalar.value) || scalar.value > 0xFFFD:
        let digits = String(scalar.value, radix: 16)
        out += "\\U" + String(repeating: "0", count: 8 - digits.utf8.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  /// Texts as a list in one line.
  static func list(_ texts: [String]) -> String { "[\(texts.map(scalar).joined(separator: ", "))]" }

  /// A number of bytes.
  static func size(_ bytes: UInt64) -> String {
    bytes > 0 && bytes.isMultiple(of: 1 << 20) ? "\(bytes >> 20)MiB" : "\(bytes)"
  }

  /// A number without a fraction where it has none.
  static func number(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? "\(value)" }
}
