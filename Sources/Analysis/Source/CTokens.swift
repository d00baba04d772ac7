/// A C text's words, numbers, strings and signs, each with its line; comments and preprocessor lines left out.
struct CTokens {
  /// One of them.
  struct Token: Hashable {
    /// Its text; a string without its quotes.
    var text: Substring
    /// The line that it begins on, from 1.
    var line: Int
    /// A string literal.
    var isString = false
  }

  private(set) var tokens: [Token] = []

  init(_ text: String) {
    var rest = Substring(text)
    var line = 1
    var startsLine = true
    while let first = rest.utf8.first {
      switch first {
      case UInt8(ascii: "\n"):
        line += 1
        startsLine = true
        rest.removeFirst()
        continue
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        rest = rest.dropFirst()
        continue
      case UInt8(ascii: "#") where startsLine: Self.skipDirective(&rest, &line)
      case UInt8(ascii: "/") where rest.hasPrefix("//"): rest = rest.drop { !$0.isNewline }
      case UInt8(ascii: "/") where rest.hasPrefix("/*"): Self.skipComment(&rest, &line)
      case UInt8(ascii: "\""), UInt8(ascii: "'"): tokens.append(Self.literal(&rest, &line))
      default: tokens.append(Self.word(&rest, line))
      }
      startsLine = false
    }
  }

  private static func skipDirective(_ rest: inout Substring, _ line: inout Int) {
    while let end = rest.firstIndex(where: \.isNewline) {
      let continues = rest[..<end].hasSuffix("\\")
      rest = rest[end...]
      guard continues else { return }
      rest = rest.dropFirst()
      line += 1
    }
    rest = rest[rest.endIndex...]
  }

  private static func skipComment(_ rest: inout Substring, _ line: inout Int) {
    let end = rest.dropFirst(2).firstRange(of: "*/")?.upperBound ?? rest.endIndex
    line += rest[..<end].utf8.count { $0 == UInt8(ascii: "\n") }
    rest = rest[end...]
  }

  private static func literal(_ rest: inout Substring, _ line: inout Int) -> Token {
    let quote = rest.removeFirst()
    var end = rest.startIndex
    while end < rest.endIndex, rest[end] != quote, !rest[end].isNewline {
      if rest[end] == "\\", rest.index(after: end) < rest.endIndex { end = rest.index(after: end) }
      end = rest.index(after: end)
    }
    let token = Token(text: rest[..<end], line: line, isString: quote == "\"")
    rest = end < rest.endIndex && rest[end] == quote ? rest[end...].dropFirst() : rest[end...]
    return token
  }

  private static func word(_ rest: inout Substring, _ line: Int) -> Token {
    let length = rest.prefix { $0.utf8.allSatisfy(SourceNames.isWord) }.count
    // A sign is a token by itself.
    let token = Token(text: rest.prefix(max(1, length)), line: line)
    rest = rest.dropFirst(max(1, length))
    return token
  }
}
