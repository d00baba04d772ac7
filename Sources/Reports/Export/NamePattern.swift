/// A program's name, or a shell pattern for names: `*`, `?`, `[abc]`, `[!a-z]`.
public struct NamePattern: Hashable, Sendable {
  /// As it was written.
  public let text: String

  /// A pattern.
  public init(_ text: String) {
    self.text = text
  }

  /// The same as a regular expression that Prometheus matches whole values with (RE2).
  public var expression: String {
    var result = ""
    var rest = Substring(text)
    while let character = rest.popFirst() {
      switch character {
      case "*": result += ".*"
      case "?": result += "."
      case "[":
        // A bracket without an end is itself; one right after the opening belongs to the set.
        guard let close = rest.dropFirst().firstIndex(of: "]") else {
          result += "\\["
          continue
        }
        let set = rest[..<close]
        rest = rest[rest.index(after: close)...]
        let isNegated = set.first == "!" || set.first == "^"
        let members = (isNegated ? set.dropFirst() : set).map { $0 == "-" ? "-" : Self.escaped($0) }.joined()
        result += "[\(isNegated ? "^" : "")\(members)]"
      default: result += Self.escaped(character)
      }
    }
    return result
  }

  private static func escaped(_ character: Character) -> String {
    let isPlain = character.isLetter || character.isNumber || character == "_" || !character.isASCII
    return isPlain ? String(character) : "\\\(character)"
  }
}
