/// Takes the text of a bpftrace script apart, byte by byte. Nothing that is written in a string or a comment is a word, and
/// no text is wrong: what ends too early ends where the text, or a string's line, does.
struct ScriptLexer {
  let bytes: [UInt8]
  /// The next byte's place.
  var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next byte; nil at the end.
  var next: UInt8? { bytes.indices.contains(place) ? bytes[place] : nil }

  /// The byte that far behind the next one; nil behind the end.
  func peek(_ distance: Int) -> UInt8? { bytes.indices.contains(place + distance) ? bytes[place + distance] : nil }

  /// Passes blanks and comments.
  mutating func skipBlanks() {
    while let byte = next {
      if Self.isBlank(byte) {
        place += 1
      } else if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "/") {
        skipLine()
      } else if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
        place += 2
        while next != nil, !(next == UInt8(ascii: "*") && peek(1) == UInt8(ascii: "/")) { place += 1 }
        place = min(place + 2, bytes.count)
      } else {
        return
      }
    }
  }

  /// Passes what is left of a line, its end too.
  mutating func skipLine() {
    while let byte = next {
      place += 1
      if byte == UInt8(ascii: "\n") { return }
    }
  }

  /// The next word; nil at the end.
  mutating func token() -> ScriptToken? {
    skipBlanks()
    guard let byte = next else { return nil }
    let start = place
    place += 1
    let kind: ScriptToken.Kind
    switch byte {
    case UInt8(ascii: "\""):
      kind = .string
      while let inside = next, inside != UInt8(ascii: "\n") {
        place += inside == UInt8(ascii: "\\") ? 2 : 1
        if inside == UInt8(ascii: "\"") { break }
      }
      place = min(place, bytes.count)
    case UInt8(ascii: "@"):
      kind = .map
      skipWord()
    case UInt8(ascii: "$"):
      kind = .variable
      if next == UInt8(ascii: "#") { place += 1 } else { skipWord() }
    case _ where Self.isDigit(byte):
      kind = .number
      skipWord()
    case _ where Self.isWord(byte):
      kind = .identifier
      skipWord()
    default:
      kind = .symbol
      if let second = next, [[45, 62], [43, 43], [45, 45]].contains([byte, second]) { place += 1 }
    }
    return ScriptToken(
      kind: kind, text: String(decoding: bytes[start..<place], as: UTF8.self), range: start..<place)
  }

  private mutating func skipWord() {
    while let byte = next, Self.isWord(byte) || Self.isDigit(byte) { place += 1 }
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
  static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
  static func isWord(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte) || byte == UInt8(ascii: "_")
  }
}
