extension SourceNames {
  /// The variable that is the only index in a line: `i` of `sum += table->slots[i];`. Nil where there are several, or one
  /// that is more than a name.
  public static func index(in line: String) -> String? { indexed(in: line)?.index }

  /// The only place in a line where something is indexed by a variable: `slots` and `i` of `sum += table->slots[i];`. Nil
  /// where there are several, or the index is more than a name.
  public static func indexed(in line: String) -> (array: String, index: String)? {
    let tokens = CTokens(line).tokens
    let opens = tokens.indices.filter { tokens[$0].text == "[" && !tokens[$0].isString }
    guard let open = opens.first, opens.count == 1, open > 0, open + 2 < tokens.count, tokens[open + 2].text == "]",
      let first = tokens[open + 1].text.utf8.first, isWord(first),
      !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
    else { return nil }
    return (String(tokens[open - 1].text), String(tokens[open + 1].text))
  }

  /// The condition by which a loop's line goes on, where it is one comparison: `i`, `<` and `*wanted` of
  /// `for (i = 0; i < *wanted; i++)`.
  public static func condition(ofLoop line: String) -> (counter: String, sign: String, limit: String)? {
    guard let word = line.firstRange(of: "for (") ?? line.firstRange(of: "while (") else { return nil }
    let parts = line[word.upperBound...].split(separator: ";", omittingEmptySubsequences: false)
    let isFor = line[word].hasPrefix("for")
    guard var condition = isFor ? (parts.count > 2 ? parts[1] : nil) : parts.first else { return nil }
    if !isFor {
      guard let end = condition.lastIndex(of: ")") else { return nil }
      condition = condition[..<end]
    }
    guard !condition.contains("&&"), !condition.contains("||"),
      let sign = ["<=", "<"].first(where: { condition.contains(" \($0) ") }),
      let at = condition.firstRange(of: " \(sign) ")
    else { return nil }
    let sides = [condition[..<at.lowerBound], condition[at.upperBound...]].map { side in
      String(side.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    guard sides.allSatisfy({ !$0.isEmpty && $0.utf8.count < 40 }), sides[0].utf8.allSatisfy(isWord) else { return nil }
    return (sides[0], sign, sides[1])
  }

  /// Whether a line begins a condition (`if`, `while`, `for`) that mentions a name.
  public static func tests(_ name: String, in line: String) -> Bool {
    let tokens = CTokens(line).tokens
    guard let word = tokens.firstIndex(where: { ["if", "while", "for"].contains($0.text) && !$0.isString }) else {
      return false
    }
    return tokens[word...].contains { $0.text == name && !$0.isString }
  }

  /// Whether a line declares a variable of a signed type: `int i`, `long left`, `__s32 at`; false where it does not say.
  public static func declaresSigned(_ name: String, in line: String) -> Bool {
    let tokens = CTokens(line).tokens
    guard let at = tokens.firstIndex(where: { $0.text == name && !$0.isString }) else { return false }
    let words = tokens[..<at].map(\.text)
    guard !words.contains("unsigned"), !words.contains("*") else { return false }
    return words.contains {
      [
        "int", "long", "short", "signed", "s8", "s16", "s32", "s64", "__s8", "__s16", "__s32", "__s64", "int8_t",
        "int16_t", "int32_t", "int64_t", "ssize_t",
      ].contains($0)
    }
  }

  /// What a line returns, as written, without blanks and outer parentheses: `-1` of `return (-1);`; nil where it returns
  /// nothing.
  public static func returned(by line: String) -> String? {
    guard let start = column(of: "return", in: line) else { return nil }
    let rest = line.utf8.dropFirst(start + 5).prefix { $0 != UInt8(ascii: ";") }
    var words = Array(rest.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") })
    while words.count > 1, words.first == UInt8(ascii: "("), words.last == UInt8(ascii: ")") {
      words = Array(words[1..<words.count - 1])
    }
    return words.isEmpty ? nil : String(decoding: words, as: UTF8.self)
  }
}
