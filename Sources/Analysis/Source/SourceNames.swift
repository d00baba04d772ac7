/// Names of variables, read from the C lines beside the instructions.
public enum SourceNames {
  /// The variable that a C line assigns as a whole: `v` of `struct value *v = lookup(...)`, `i` of `i += 4;`; nil when it
  /// assigns none, or something less simple.
  public static func assigned(by line: String) -> String? {
    let bytes = Array(line.utf8)
    guard let sign = assignment(in: bytes) else { return nil }
    var end = sign
    // A compound assignment's operator.
    while end > 0, "+-*/%&|^<> ".utf8.contains(bytes[end - 1]) { end -= 1 }
    var start = end
    while start > 0, isWord(bytes[start - 1]) { start -= 1 }
    guard start < end, !isDigit(bytes[start]) else { return nil }
    // A member or an element is no variable.
    if start > 0, bytes[start - 1] == UInt8(ascii: ".") || bytes[start - 1] == UInt8(ascii: ">") { return nil }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// Whether a C line declares a variable of this name, or a parameter: a type's word or a `*` stands before it, and what
  /// follows ends a declarator.
  public static func declares(_ name: String, in line: String) -> Bool {
    let bytes = Array(line.utf8)
    var from = 0
    while let start = position(of: name, in: bytes, from: from) {
      from = start + 1
      var before = start
      while before > 0, isBlank(bytes[before - 1]) { before -= 1 }
      var after = start + name.utf8.count
      while after < bytes.count, isBlank(bytes[after]) { after += 1 }
      guard before > 0, after < bytes.count, "=;,[)".utf8.contains(bytes[after]) else { continue }
      let sign = bytes[before - 1]
      if after + 1 < bytes.count, bytes[after] == UInt8(ascii: "="), bytes[after + 1] == UInt8(ascii: "=") { continue }
      // `a, b;` goes on a list of declarators: its first word has to be a type. In parentheses it is a call's argument.
      if sign == UInt8(ascii: ","), !isInParentheses(bytes[..<before]), let first = firstWords(of: bytes[..<before]),
        first
      {
        return true
      }
      if sign == UInt8(ascii: "*") || isWord(sign), before < start || sign == UInt8(ascii: "*") {
        let word = String(decoding: bytes[..<before].split { !isWord($0) }.last ?? [], as: UTF8.self)
        let isMultiplication =
          sign == UInt8(ascii: "*") && (firstWords(of: bytes[..<before]) ?? false) == false
          && bytes[..<before].contains { "=(+-".utf8.contains($0) }
        if !["return", "goto", "else", "case", "sizeof"].contains(word), !isMultiplication { return true }
      }
    }
    return false
  }

  /// Whether more parentheses are opened than closed.
  private static func isInParentheses(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count { $0 == UInt8(ascii: "(") } > bytes.count { $0 == UInt8(ascii: ")") }
  }

  /// The access through a pointer that a column stands on: `ip->protocol` at the column of either word is `ip` and
  /// `protocol`. Compilers give the member's column. Nil where the column stands on no such access.
  public static func access(at column: Int, in line: String) -> (base: String, member: String)? {
    let bytes = Array(line.utf8)
    let column = bytes.indices.contains(column - 1) ? changed(by: column, in: bytes) ?? column : column
    guard bytes.indices.contains(column - 1), isWord(bytes[column - 1]) else { return nil }
    var end = column - 1
    while end < bytes.count, isWord(bytes[end]) { end += 1 }
    var start = column - 1
    while start > 0, isWord(bytes[start - 1]) { start -= 1 }
    if start < 2 || bytes[start - 1] != UInt8(ascii: ">") || bytes[start - 2] != UInt8(ascii: "-") {
      // On the pointer itself: the member follows.
      guard end + 2 < bytes.count, bytes[end] == UInt8(ascii: "-"), bytes[end + 1] == UInt8(ascii: ">") else {
        return nil
      }
      start = end + 2
      end = start
      while end < bytes.count, isWord(bytes[end]) { end += 1 }
    }
    var first = start - 2
    while first > 0 {
      let byte = bytes[first - 1]
      if isWord(byte) || byte == UInt8(ascii: ".") {
        first -= 1
      } else if byte == UInt8(ascii: ">"), first > 1, bytes[first - 2] == UInt8(ascii: "-") {
        first -= 2
      } else {
        break
      }
    }
    guard first < start - 2, start < end else { return nil }
    return (
      String(decoding: bytes[first..<start - 2], as: UTF8.self), String(decoding: bytes[start..<end], as: UTF8.self)
    )
  }

  /// The column of what the operator at a column changes: `bytes` of `p->bytes += n`, at the column of `+=` or `++`, which
  /// compilers give for the read and the write of it. Nil for other operators.
  private static func changed(by column: Int, in bytes: [UInt8]) -> Int? {
    let operators = bytes[(column - 1)...].prefix { "+-*/%&|^<>=".utf8.contains($0) }
    let isAssignment =
      operators.last == UInt8(ascii: "=") && operators.count > 1 && !operators.elementsEqual("==".utf8)
      && !operators.elementsEqual("<=".utf8) && !operators.elementsEqual(">=".utf8)
    guard isAssignment || operators.elementsEqual("++".utf8) || operators.elementsEqual("--".utf8) else { return nil }
    let last = bytes[..<(column - 1)].lastIndex { !isBlank($0) }
    return last.flatMap { isWord(bytes[$0]) ? $0 + 1 : nil }
  }

  /// The column of a name in a line, from 1; nil where the line does not have it as a word.
  public static func column(of name: String, in line: String) -> Int? {
    position(of: name, in: Array(line.utf8), from: 0).map { $0 + 1 }
  }

  /// The arguments of the first call of `function` in a text, as written; nil when it has none.
  public static func arguments(of function: String, in text: String) -> [String]? {
    let bytes = Array(text.utf8)
    guard var at = position(of: function, in: bytes, from: 0).map({ $0 + function.utf8.count }) else { return nil }
    while at < bytes.count, isBlank(bytes[at]) { at += 1 }
    guard at < bytes.count, bytes[at] == UInt8(ascii: "(") else { return nil }
    var depth = 0
    var arguments: [[UInt8]] = [[]]
    for byte in bytes[at...] {
      if "([{".utf8.contains(byte) { depth += 1 }
      if ")]}".utf8.contains(byte) { depth -= 1 }
      if depth == 0 {
        return arguments.map { String(decoding: $0, as: UTF8.self).split { $0 == " " || $0 == "\t" || $0 == "\n" } }
          .map { $0.joined(separator: " ") }
      }
      if depth == 1, byte == UInt8(ascii: ",") {
        arguments.append([])
      } else if depth > 1 || byte != UInt8(ascii: "(") {
        arguments[arguments.count - 1].append(byte)
      }
    }
    return nil
  }

  /// Whether the first two words look like the start of a declaration: `struct key`, `__u32 a`, `const char`.
  private static func firstWords(of bytes: ArraySlice<UInt8>) -> Bool? {
    let start = bytes.drop(while: isBlank)
    let first = start.prefix(while: isWord)
    guard !first.isEmpty else { return nil }
    let next = start.dropFirst(first.count).drop(while: isBlank).first
    return next.map { isWord($0) || $0 == UInt8(ascii: "*") } ?? false
  }

  /// Where a name stands as a word in a line.
  private static func position(of name: String, in bytes: [UInt8], from start: Int) -> Int? {
    let name = Array(name.utf8)
    guard !name.isEmpty, bytes.count >= name.count, start <= bytes.count - name.count else { return nil }
    return (start...bytes.count - name.count).first { at in
      bytes[at..<at + name.count].elementsEqual(name) && (at == 0 || !isWord(bytes[at - 1]))
        && (at + name.count == bytes.count || !isWord(bytes[at + name.count]))
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  /// Whether a C line mentions a name as a word.
  public static func mentions(_ name: String, in line: String) -> Bool {
    line.utf8.split { !isWord($0) }.contains { $0.elementsEqual(name.utf8) }
  }

  /// The first `=` outside parentheses that assigns.
  private static func assignment(in bytes: [UInt8]) -> Int? {
    var depth = 0
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "=") where depth == 0:
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0
        let before = index > 0 ? bytes[index - 1] : 0
        let isShift = index > 1 && bytes[index - 2] == before
        if next == UInt8(ascii: "=") || before == UInt8(ascii: "=") || before == UInt8(ascii: "!") { return nil }
        if before == UInt8(ascii: "<") || before == UInt8(ascii: ">"), !isShift { return nil }
        return index
      default: break
      }
    }
    return nil
  }

  /// Whether a byte may stand in a name.
  public static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
