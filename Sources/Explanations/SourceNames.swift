import VerifierLog

/// Names of variables, read from the C lines beside the instructions.
enum SourceNames {
  /// The variable that a C line assigns as a whole: `v` of `struct value *v = lookup(...)`, `i` of `i += 4;`; nil when it
  /// assigns none, or something less simple.
  static func assigned(by line: String) -> String? {
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

  /// Whether a C line mentions a name as a word.
  static func mentions(_ name: String, in line: String) -> Bool {
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

  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
