/// Text that a verifier's log must hold: plain, with regular expressions between `{{` and `}}`.
public struct DeclaredMessage: Hashable, Sendable {
  /// As it is declared.
  public let text: String

  init(_ text: String) {
    self.text = text
  }

  /// Where the text is first found in a log at or behind a place; nil when it is not there.
  public func range(in log: Substring) -> Range<String.Index>? {
    guard text.contains("{{") else { return log.firstRange(of: text) }
    guard let expression = try? Regex(pattern) else { return nil }
    return log.firstMatch(of: expression)?.range
  }

  /// The text as one regular expression.
  private var pattern: String {
    var pattern = ""
    var rest = text[...]
    while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
      pattern += Self.literal(rest[..<open.lowerBound]) + "(?:\(rest[open.upperBound..<close.lowerBound]))"
      rest = rest[close.upperBound...]
    }
    return pattern + Self.literal(rest)
  }

  private static func literal(_ text: Substring) -> String {
    text.map { $0.isLetter || $0.isNumber || $0 == " " ? String($0) : "\\\($0)" }.joined()
  }
}
