/// Text of unknown origin as a YAML scalar.
enum YAMLText {
  /// The text in double quotes, on one line.
  static func quote(_ text: String) -> String {
    let visible = TerminalText.escape(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(visible)\""
  }
}
