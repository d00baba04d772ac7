/// The shape of a verifier message: literal text with `%d` for a decimal number and `%w` for text without blanks up to the
/// literal that follows. A line matches when it begins so: a message may lack its newline, and what follows is another's.
struct MessageFormat {
  private enum Piece {
    case literal([UInt8])
    case number
    case word
  }

  private let pieces: [Piece]

  /// A format from its text.
  init(_ format: String) {
    var pieces: [Piece] = []
    var literal: [UInt8] = []
    var bytes = format.utf8.makeIterator()
    while let byte = bytes.next() {
      guard byte == UInt8(ascii: "%"), let kind = bytes.next() else {
        literal.append(byte)
        continue
      }
      if !literal.isEmpty { pieces.append(.literal(literal)) }
      literal = []
      pieces.append(kind == UInt8(ascii: "d") ? .number : .word)
    }
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    self.pieces = pieces
  }

  /// The numbers and words of a line, in order; nil when the line has another shape or a number does not fit.
  func match(_ line: String) -> [Substring]? {
    var rest = line.utf8[...]
    var captures: [Substring] = []
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .literal(let bytes):
        guard rest.starts(with: bytes) else { return nil }
        rest = rest.dropFirst(bytes.count)
      case .number:
        let sign = rest.first == UInt8(ascii: "-") ? 1 : 0
        let digits = rest.dropFirst(sign).prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        let text = Substring(rest[..<digits.endIndex])
        guard Int(text) != nil else { return nil }
        captures.append(text)
        rest = rest[digits.endIndex...]
      case .word:
        var stop: UInt8?
        if index + 1 < pieces.count, case .literal(let next) = pieces[index + 1] { stop = next.first }
        let word = rest.prefix { $0 != stop && $0 != UInt8(ascii: " ") }
        guard !word.isEmpty else { return nil }
        captures.append(Substring(word))
        rest = rest[word.endIndex...]
      }
    }
    return captures
  }

  /// As `match`, for a format that holds numbers only.
  func numbers(_ line: String) -> [Int]? {
    guard let captures = match(line) else { return nil }
    let numbers = captures.compactMap { Int($0) }
    return numbers.count == captures.count ? numbers : nil
  }
}
