import Analysis

extension SourceNames {
  /// The one variable that a line follows as a pointer, as `p` of `*p += 1` or `p->n`; nil where there are several or none.
  static func onlyDereferenced(in line: String) -> String? {
    let bytes = Array(line.utf8)
    var found: Set<String> = []
    var at = 0
    while at < bytes.count {
      guard isWord(bytes[at]) else {
        at += 1
        continue
      }
      let end = bytes[at...].firstIndex { !isWord($0) } ?? bytes.count
      let word = String(decoding: bytes[at..<end], as: UTF8.self)
      let isArrow = end + 1 < bytes.count && bytes[end] == UInt8(ascii: "-") && bytes[end + 1] == UInt8(ascii: ">")
      // A star before a name and after no operand dereferences.
      let before = bytes[..<at].last { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
      var isStar = false
      if before == UInt8(ascii: "*"), let star = bytes[..<at].lastIndex(of: UInt8(ascii: "*")) {
        let operand = bytes[..<star].last { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        isStar = operand.map { !isWord($0) && $0 != UInt8(ascii: ")") && $0 != UInt8(ascii: "]") } ?? true
      }
      let isMember = at > 0 && (bytes[at - 1] == UInt8(ascii: ".") || bytes[at - 1] == UInt8(ascii: ">"))
      if isArrow, isMember {
        // `p.next->n` follows another pointer than `p`.
        let start = bytes[..<at].lastIndex { !isWord($0) && $0 != UInt8(ascii: ".") }.map { $0 + 1 } ?? 0
        found.insert(String(decoding: bytes[start..<end], as: UTF8.self))
      } else if isArrow || isStar, !isMember, Int(word) == nil {
        found.insert(word)
      }
      at = end
    }
    return found.count == 1 ? found.first : nil
  }

  /// What stands between the brackets of a line that has one pair, and is no number: `i` of `sum += table[i].n;`; nil
  /// where there are several different ones or none.
  static func onlySubscript(in line: String) -> String? {
    var found: String?
    var starts: [String.UTF8View.Index] = []
    let bytes = line.utf8
    for at in bytes.indices {
      switch bytes[at] {
      case UInt8(ascii: "["): starts.append(bytes.index(after: at))
      case UInt8(ascii: "]"):
        guard let start = starts.popLast(), starts.isEmpty else { continue }
        let text = String(line[start..<at]).split { $0 == " " || $0 == "\t" }.joined(separator: " ")
        guard Int(text) == nil else { continue }
        guard let first = text.utf8.first, isWord(first), text.utf8.count <= 40 else { return nil }
        if let found, found != text { return nil }
        found = text
      default: break
      }
    }
    return found
  }
}
