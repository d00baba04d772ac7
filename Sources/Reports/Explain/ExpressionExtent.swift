/// How far a C expression reaches on its line: BTF records only where it begins, or where its operator stands.
enum ExpressionExtent {
  /// The bytes of `line` that the expression recorded at `column` (from 1) takes; nil when the column is not on the line
  /// or holds a blank.
  static func range(in line: String, column: Int) -> Range<Int>? {
    let bytes = Array(line.utf8)
    let start = column - 1
    guard bytes.indices.contains(start), bytes[start] != UInt8(ascii: " "), bytes[start] != UInt8(ascii: "\t") else {
      return nil
    }
    let reader = Reader(bytes: bytes)
    if reader.isWord(start) {
      let word = String(decoding: bytes[start..<reader.endOfWord(start)], as: UTF8.self)
      switch word {
      case "if", "while", "for", "switch":
        let open = reader.skipBlanks(reader.endOfWord(start))
        return start..<(reader.byte(open) == UInt8(ascii: "(") ? reader.endOfGroup(open) : reader.endOfWord(start))
      case "return", "goto", "break", "continue": return start..<reader.endOfStatement(start)
      default: return reader.startOfOwner(start)..<reader.endOfOperand(start)
      }
    }
    if bytes[start] == UInt8(ascii: "(") { return start..<reader.endOfOperand(start) }
    // A prefix operator follows another operator or nothing; an infix one stands between two operands.
    let before = reader.skipBlanksBack(start)
    let isPrefix = before < 0 || !(reader.isWord(before) || ")]\"'".utf8.contains(bytes[before]))
    if isPrefix, "*&!~-+".utf8.contains(bytes[start]) { return start..<reader.endOfOperand(start) }
    // A branch of `a || b` or `a && b` is recorded at the operator, and is the one that tests `a`.
    if "&|".utf8.contains(bytes[start]), reader.byte(start + 1) == bytes[start] {
      let left = reader.leftEnd(of: start)
      return left..<max(left + 1, reader.skipBlanksBack(start) + 1)
    }
    if "<>=!+-*/%&|^?".utf8.contains(bytes[start]) {
      return reader.leftEnd(of: start)..<max(start + 1, reader.rightEnd(of: start))
    }
    return start..<start + 1
  }

  /// Reads C as far as balancing takes it; no byte outside the line is asked for.
  private struct Reader {
    let bytes: [UInt8]

    func byte(_ at: Int) -> UInt8? { bytes.indices.contains(at) ? bytes[at] : nil }

    func isWord(_ at: Int) -> Bool {
      guard let byte = byte(at) else { return false }
      return byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte >= 0x80
    }

    func endOfWord(_ start: Int) -> Int {
      var at = start
      while isWord(at) { at += 1 }
      return at
    }

    func skipBlanks(_ start: Int) -> Int {
      var at = start
      while byte(at) == UInt8(ascii: " ") || byte(at) == UInt8(ascii: "\t") { at += 1 }
      return at
    }

    func skipBlanksBack(_ start: Int) -> Int {
      var at = start - 1
      while byte(at) == UInt8(ascii: " ") || byte(at) == UInt8(ascii: "\t") { at -= 1 }
      return at
    }

    /// One past the bracket that closes the one at `open`; the line's end when none does.
    func endOfGroup(_ open: Int) -> Int {
      var depth = 0
      var at = open
      while let byte = byte(at) {
        if "([{".utf8.contains(byte) { depth += 1 }
        if ")]}".utf8.contains(byte) {
          depth -= 1
          if depth <= 0 { return at + 1 }
        }
        at += 1
      }
      return trimmedEnd(bytes.count)
    }

    /// Prefix operators and casts, a word or a group, and all members, elements and calls after it.
    func endOfOperand(_ start: Int) -> Int {
      var at = start
      while true {
        while let byte = byte(at), "*&!~-+".utf8.contains(byte) { at += 1 }
        guard byte(at) == UInt8(ascii: "(") else {
          at = endOfWord(at)
          break
        }
        at = endOfGroup(at)
        // After a cast, what is cast belongs to it.
        guard isWord(at) || byte(at) == UInt8(ascii: "(") else { break }
      }
      while let byte = byte(at) {
        switch byte {
        case UInt8(ascii: "("), UInt8(ascii: "["): at = endOfGroup(at)
        case UInt8(ascii: ".") where isWord(at + 1): at = endOfWord(at + 1)
        case UInt8(ascii: "-") where self.byte(at + 1) == UInt8(ascii: ">") && isWord(at + 2): at = endOfWord(at + 2)
        default: return max(at, start + 1)
        }
      }
      return max(at, start + 1)
    }

    /// Where the expression begins of which a word is a member: `tcp` of `tcp->syn`.
    func startOfOwner(_ start: Int) -> Int {
      var at = start
      while true {
        if byte(at - 1) == UInt8(ascii: ".") {
          at -= 1
        } else if byte(at - 1) == UInt8(ascii: ">"), byte(at - 2) == UInt8(ascii: "-") {
          at -= 2
        } else {
          return at
        }
        let end = at
        while byte(at - 1) == UInt8(ascii: "]") || byte(at - 1) == UInt8(ascii: ")") {
          guard let open = startOfGroup(at - 1) else { return start }
          at = open
        }
        while isWord(at - 1) { at -= 1 }
        guard at < end else { return start }
      }
    }

    private func startOfGroup(_ close: Int) -> Int? {
      var depth = 0
      var at = close
      while let byte = byte(at) {
        if ")]".utf8.contains(byte) { depth += 1 }
        if "([".utf8.contains(byte) {
          depth -= 1
          if depth == 0 { return at }
        }
        at -= 1
      }
      return nil
    }

    func endOfStatement(_ start: Int) -> Int {
      var at = start
      while let byte = byte(at), byte != UInt8(ascii: ";") { at += 1 }
      return trimmedEnd(at)
    }

    /// Where the expression around the operator at `at` begins: after what opens or parts it.
    func leftEnd(of at: Int) -> Int {
      var depth = 0
      var index = at - 1
      while let byte = byte(index) {
        if ")]".utf8.contains(byte) { depth += 1 }
        if "([".utf8.contains(byte) {
          if depth == 0 { break }
          depth -= 1
        }
        if depth == 0, parts(index) { break }
        index -= 1
      }
      return min(skipBlanks(index + 1), at)
    }

    func rightEnd(of at: Int) -> Int {
      var depth = 0
      var index = at + 1
      // The operator's second character.
      if let next = byte(index), "=<>&|".utf8.contains(next) { index += 1 }
      while let byte = byte(index) {
        if "([".utf8.contains(byte) { depth += 1 }
        if ")]".utf8.contains(byte) {
          if depth == 0 { break }
          depth -= 1
        }
        if depth == 0, parts(index) { break }
        index += 1
      }
      return trimmedEnd(index)
    }

    /// Whether an expression cannot go on over this byte: `,`, `;`, `{`, `&&`, `||`, `?`, `:`, an assignment, `return`.
    private func parts(_ at: Int) -> Bool {
      guard let byte = byte(at) else { return true }
      if ",;{}?:".utf8.contains(byte) { return true }
      if byte == UInt8(ascii: "&") || byte == UInt8(ascii: "|") {
        return self.byte(at + 1) == byte || self.byte(at - 1) == byte
      }
      if byte == UInt8(ascii: "=") {
        let neighbours = [self.byte(at - 1), self.byte(at + 1)].compactMap { $0 }
        return !neighbours.contains { "=<>!".utf8.contains($0) }
      }
      // A blank after `return`.
      if byte == UInt8(ascii: " "), at >= 6, !isWord(at - 7) { return bytes[at - 6..<at].elementsEqual("return".utf8) }
      return false
    }

    private func trimmedEnd(_ end: Int) -> Int {
      max(0, skipBlanksBack(min(end, bytes.count)) + 1)
    }
  }
}
