extension SourceNames {
  /// Whether a line's declarator of `name` gives it no value: `__u32 key;`, `char a[4], b = 0;` for `a`. Parameters have
  /// one.
  public static func isDeclaredUnset(_ name: String, in line: String) -> Bool {
    let tokens = CTokens(line).tokens
    // `struct flow flow;`: the name that ends a declarator.
    guard
      let at = tokens.indices.first(where: {
        tokens[$0].text == name && !tokens[$0].isString && $0 + 1 < tokens.count
          && ["[", ";", ",", "="].contains(tokens[$0 + 1].text)
      }), !tokens[..<at].contains(where: { $0.text == "(" })
    else { return false }
    var index = at + 1
    while index < tokens.count, tokens[index].text == "[" {
      while index < tokens.count, tokens[index].text != "]" { index += 1 }
      index += 1
    }
    return index < tokens.count && (tokens[index].text == ";" || tokens[index].text == ",")
  }

  /// The struct that a line's declaration is of: `flow` of `struct flow a, b;`; nil where it is of none.
  public static func declaredStruct(in line: String) -> String? {
    let tokens = CTokens(line).tokens
    guard let at = tokens.firstIndex(where: { $0.text == "struct" }), at + 1 < tokens.count else { return nil }
    return String(tokens[at + 1].text)
  }

  /// The variable in an argument as written: `flow` of `&flow`, `key` of `(void *)&key`, `buffer` of `buffer + 4`.
  public static func variable(in argument: String) -> String? {
    var rest = argument[...]
    while true {
      rest = rest.drop { " &*".contains($0) }
      // A cast stands before what it casts.
      guard rest.hasPrefix("("), let close = rest.firstIndex(of: ")"), rest.index(after: close) < rest.endIndex else {
        break
      }
      rest = rest[rest.index(after: close)...]
    }
    let word = rest.drop { $0 == "(" || $0 == "&" }.utf8.prefix(while: isWord)
    guard let first = word.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return nil }
    return String(Substring(word))
  }
}
